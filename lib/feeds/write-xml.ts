import { asAttribute, safe } from './safe.ts';
import type { Element } from './xml.ts';

const NAMESPACES = {
  at: 'http://purl.org/atompub/tombstones/1.0',
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  fh: 'http://purl.org/syndication/history/1.0',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
} as const;

interface Writing {
  readonly stylesheet?: string;
  /** References that stand for characters, where they are not the usual ones. */
  readonly escapes?: typeof ESCAPES;
}

/** Writes a document, each element on its line. Of all prefixes the root declares those that are used in it. */
export function written(root: Element, { stylesheet, escapes }: Writing = {}): string {
  const write = writer({ ...ESCAPES, ...escapes });
  const looks = stylesheet ? `<?xml-stylesheet type="text/css" href="${asAttribute(safe(stylesheet))}"?>\n` : '';
  return `<?xml version="1.0" encoding="utf-8"?>\n${looks}${write({ ...root, attributes: declared(root) }, '\n')}\n`;
}

const ESCAPES = { '&': '&amp;', '<': '&lt;' };

function writer(escapes: typeof ESCAPES) {
  const textOf = (text: string) =>
    text.replaceAll('&', escapes['&']).replaceAll('<', escapes['<']).replaceAll('>', '&gt;');
  // White space that an attribute has as it is would be read as blanks.
  const attributeOf = (text: string) =>
    textOf(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');

  /** `line` is the end of a line, and the indent of the next. */
  return function write({ name, attributes, children, text }: Element, line: string): string {
    const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeOf(value)}"`);
    const start = `<${name}${pairs.join('')}`;
    if (children.length === 0) return text === '' ? `${start}/>` : `${start}>${textOf(text)}</${name}>`;
    const next = `${line}  `;
    return `${start}>${children.map((child) => next + write(child, next)).join('')}${line}</${name}>`;
  };
}

function declared(root: Element): Element['attributes'] {
  const used = prefixesIn(root);
  const own = Object.entries(root.attributes).filter(([name]) => !name.startsWith('xmlns:'));
  const uris = Object.entries(NAMESPACES).filter(([prefix]) => used.has(prefix));
  return Object.fromEntries([...own, ...uris.map(([prefix, uri]) => [`xmlns:${prefix}`, uri])]);
}

function prefixesIn({ name, children }: Element, found = new Set<string>()): ReadonlySet<string> {
  const colon = name.indexOf(':');
  if (colon > 0) found.add(name.slice(0, colon));
  for (const child of children) prefixesIn(child, found);
  return found;
}
