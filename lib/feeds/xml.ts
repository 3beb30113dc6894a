import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';

export const NAMESPACES = {
  at: 'http://purl.org/atompub/tombstones/1.0',
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
} as const;

const XMLNS = 'http://www.w3.org/2000/xmlns/';

type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface Parts {
  readonly attributes?: Attributes;
  readonly text?: string | undefined;
  /** The element before which it stands; at the end of its parent otherwise. */
  readonly before?: Element | null | undefined;
}

/** A document whose root declares the prefixes it will use, each once. */
export function documentOf(
  xml: string,
  prefixes: readonly (keyof typeof NAMESPACES)[],
): { document: Document; root: Element } {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (!root) throw new TypeError('the skeleton has no root element');
  for (const prefix of prefixes) root.setAttributeNS(XMLNS, `xmlns:${prefix}`, NAMESPACES[prefix]);
  // The skeleton's indentation: without it the elements that come in stand like those that were there.
  stripBlanks(root);
  return { document, root };
}

function stripBlanks(element: Element): void {
  for (const node of [...element.childNodes]) {
    if (node.nodeType === node.TEXT_NODE && node.nodeValue?.trim() === '') element.removeChild(node);
    else if (node.nodeType === node.ELEMENT_NODE) stripBlanks(node as Element);
  }
}

export const childrenOf = (parent: Element, name: string): Element[] =>
  [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE && node.nodeName === name,
  );

/** Adds an element; what it holds is escaped by the serializer, whatever it is. */
export function add(parent: Element, name: string, { attributes = {}, text, before }: Parts = {}): Element {
  const [prefix] = name.includes(':') ? name.split(':') : [];
  const namespace = prefix ? NAMESPACES[prefix as keyof typeof NAMESPACES] : parent.namespaceURI;
  const element = (parent.ownerDocument as Document).createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent.insertBefore(element, before ?? null);
  return element;
}

/** Puts a text in the place of what the skeleton has there. */
export function replaceText(parent: Element, name: string, text: string): Element {
  const [element] = childrenOf(parent, name);
  if (!element) return add(parent, name, { text });
  for (const { name: attribute } of [...element.attributes]) element.removeAttribute(attribute);
  element.textContent = text;
  return element;
}

export const serialized = (document: Document): string => `${new XMLSerializer().serializeToString(document)}\n`;
