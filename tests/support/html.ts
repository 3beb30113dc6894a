import { parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];

/** An element as a parser of HTML sees it. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly HtmlElement[];
}

const textOf = (node: Node): string =>
  'data' in node && node.type === 'text' ? node.data : 'children' in node ? node.children.map(textOf).join('') : '';

function elementsOf(nodes: readonly Node[]): HtmlElement[] {
  return nodes.flatMap((node) =>
    'attribs' in node
      ? [{ name: node.name, attributes: node.attribs, text: textOf(node), children: elementsOf(node.children) }]
      : [],
  );
}

const within = (element: HtmlElement): HtmlElement[] => [element, ...element.children.flatMap(within)];

/** All elements of a page, in their order. */
export const readHtml = (html: string): HtmlElement[] => elementsOf(parseDocument(html).children).flatMap(within);

type Wanted = Readonly<Record<string, string>>;

/** The elements of a name that have these attributes: `found(page, 'link', { rel: 'canonical' })`. */
export const found = (html: string, name: string, attributes: Wanted = {}): HtmlElement[] =>
  readHtml(html).filter(
    (element) =>
      element.name === name && Object.entries(attributes).every(([key, value]) => element.attributes[key] === value),
  );

/** The values of an attribute of such elements. */
export const values = (html: string, selector: { name: string; where?: Wanted; attribute: string }): string[] =>
  found(html, selector.name, selector.where).flatMap(({ attributes }) => attributes[selector.attribute] ?? []);

/** What the page says of its article in JSON-LD. */
export const jsonLdOf = (html: string): Record<string, unknown> =>
  JSON.parse(found(html, 'script', { type: 'application/ld+json' })[0]?.text ?? '');

export const metaOf = (html: string, property: string): string[] =>
  values(html, { name: 'meta', where: { property }, attribute: 'content' });
