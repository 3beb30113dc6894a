import { SaxesParser } from 'saxes';

/** An element as a strict parser sees it; names carry their prefix, `uri` says what the prefix means. */
export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads XML 1.0 with namespaces, and throws at the first thing that is not well-formed. */
export function readXml(xml: string): XmlElement {
  const document: XmlElement = { name: '#document', uri: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, uri, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const element: XmlElement = { name, uri, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const read = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [root] = document.children;
  if (!root) throw new Error('there is no root element');
  return root;
}

/** The elements at a path of names below an element: `all(rss, 'channel', 'item', 'title')`. */
export function all(element: XmlElement, ...[name, ...rest]: string[]): XmlElement[] {
  if (name === undefined) return [element];
  return element.children.filter((child) => child.name === name).flatMap((child) => all(child, ...rest));
}

export const texts = (element: XmlElement, ...path: string[]): string[] =>
  all(element, ...path).map(({ text }) => text);

export const attributesAt = (element: XmlElement, ...path: string[]): Readonly<Record<string, string>>[] =>
  all(element, ...path).map(({ attributes }) => attributes);

/** An element and all below it. */
export const within = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(within)];
