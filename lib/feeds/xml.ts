import { DOMParser, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { asAttribute, safe } from './safe.ts';

const NAMESPACES = {
  at: 'http://purl.org/atompub/tombstones/1.0',
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  fh: 'http://purl.org/syndication/history/1.0',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
  xhtml: 'http://www.w3.org/1999/xhtml',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;
type Prefix = keyof typeof NAMESPACES;

export interface Parts {
  readonly text?: string | undefined;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
}

/** A skeleton's root, which declares the prefixes that its document will use, each once. */
export function rootOf(skeleton: string, prefixes: readonly Prefix[]): Element {
  const root = new DOMParser().parseFromString(skeleton, 'application/xml').documentElement;
  if (!root) throw new TypeError('the skeleton has no root element');
  return dress(root, { attributes: Object.fromEntries(prefixes.map((one) => [`xmlns:${one}`, NAMESPACES[one]])) });
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

export const childrenOf = (parent: Element, name?: string): Element[] =>
  [...parent.childNodes].filter(isElement).filter(({ nodeName }) => name === undefined || nodeName === name);

interface NewElement extends Parts {
  readonly name: string;
  /** The element that it comes before. @default the end of its parent */
  readonly before?: Element | undefined;
}

export function add(parent: Element, { name, before, ...parts }: NewElement): Element {
  const element = documentOf(parent).createElementNS(namespaceOf(name) ?? parent.namespaceURI, name);
  parent.insertBefore(element, before ?? null);
  return dress(element, parts);
}

/** Gives an element its text and its attributes, whatever they hold: the serializer escapes all of it, and alone. */
export function dress(element: Element, { text, attributes = {} }: Parts): Element {
  if (text !== undefined) element.textContent = safe(text);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttributeNS(namespaceOf(name), name, safe(String(value)));
  return element;
}

/** Gives the parts that a skeleton has their texts, by their names. */
export function fill(parent: Element, texts: Readonly<Record<string, string | undefined>>): void {
  for (const child of childrenOf(parent)) dress(child, { text: texts[child.nodeName] });
}

/** The whole document, each element on its line. */
export function written(root: Element, { stylesheet }: { stylesheet?: string } = {}): string {
  const document = documentOf(root);
  if (stylesheet) {
    const looks = `type="text/css" href="${asAttribute(safe(stylesheet))}"`;
    document.insertBefore(document.createProcessingInstruction('xml-stylesheet', looks), root);
  }
  layOut(root, '\n');
  return `${new XMLSerializer().serializeToString(document).replace('?><', '?>\n<')}\n`;
}

function layOut(element: Element, line: string): void {
  const children = childrenOf(element);
  if (children.length === 0) return;
  element.textContent = '';
  for (const child of children) {
    layOut(child, `${line}  `);
    element.appendChild(documentOf(element).createTextNode(`${line}  `));
    element.appendChild(child);
  }
  element.appendChild(documentOf(element).createTextNode(line));
}

const isPrefix = (text: string): text is Prefix => Object.hasOwn(NAMESPACES, text);

function namespaceOf(name: string): string | null {
  const [prefix = '', local] = name.split(':');
  return local !== undefined && isPrefix(prefix) ? NAMESPACES[prefix] : null;
}

function documentOf({ ownerDocument }: Element) {
  if (!ownerDocument) throw new TypeError('an element of no document');
  return ownerDocument;
}
