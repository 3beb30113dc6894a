import { raw, html as template } from 'hono/html';

/** Markup, as opposed to text. */
export type Html = ReturnType<typeof raw>;

type Part = Html | string | number | undefined;

/** A piece of a page: texts in it are escaped, pieces are not, and what is undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly (Part | readonly Part[])[]): Html {
  const piece = template(strings, ...parts);
  // The library's own type allows for parts that are awaited, which `Part` does not.
  if (piece instanceof Promise) throw new TypeError('a page waits for nothing');
  return piece;
}

export const NOTHING = html``;

/** What has been made safe already: the content of an article. */
export const trusted = (markup: string): Html => raw(markup);

/** An element's attributes, without those that have no value. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): Html =>
  html`${Object.entries(values).map(([name, value]) => (value === undefined ? NOTHING : html` ${name}="${value}"`))}`;

/** Pieces with something between them. */
export const joined = (pieces: readonly Html[], between: string): Html =>
  html`${pieces.map((piece, index) => (index === 0 ? piece : html`${between}${piece}`))}`;
