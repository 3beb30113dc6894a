import { SaxesParser } from 'saxes';

export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
}

/** An element, or text. */
export type HtmlNode = HtmlElement | string;

/** The tree of clean HTML, which is well-formed XML; nothing where it is not. */
export function treeOf(html: string): HtmlElement | undefined {
  const root = { name: '', attributes: {}, children: [] as HtmlNode[] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => open.at(-1)?.children.push(text));
  parser.on('closetag', () => open.pop());
  try {
    parser.write(`<body>${html}</body>`).close();
  } catch {
    return undefined;
  }
  const [body] = root.children;
  return typeof body === 'object' ? body : undefined;
}

export const isElement = (node: HtmlNode): node is HtmlElement => typeof node === 'object';

/** All text in a node, as it is. */
export const textOf = (node: HtmlNode): string => (isElement(node) ? node.children.map(textOf).join('') : node);
