import { SaxesParser } from 'saxes';
import { safeText } from '#lib/domain/text.ts';

/** An element of a WordPress export: nothing there is mixed, and only one level is deeper. */
export interface Field {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly fields: Field[];
  text: string;
}

const DEEPEST = 20;

/** One element with what is in it. What is not well-formed says so. */
export function readField(xml: string): Field | { readonly fault: string } {
  const root: Field = { name: '', attributes: {}, fields: [], text: '' };
  const open = [root];
  let fault: string | undefined;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', ({ message }) => {
    // An entity that only HTML knows stays as it is written: what reads the HTML knows it.
    if (!/undefined entity/.test(message)) fault ??= message;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const field: Field = { name, attributes, fields: [], text: '' };
    if (open.length < DEEPEST) open.at(-1)?.fields.push(field);
    open.push(field);
  });
  parser.on('closetag', () => open.pop());
  const text = (text: string) => {
    const field = open.at(-1);
    if (field) field.text += text;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(safeText(xml)).close();
  return fault === undefined ? (root.fields[0] ?? { fault: 'there is nothing in it' }) : { fault };
}

export const textOf = (item: Field, name: string): string =>
  item.fields.find((field) => field.name === name)?.text.trim() ?? '';

/** What plugins and themes keep with a post, and WordPress itself, too. */
export const metaOf = (item: Field, key: string): string[] =>
  item.fields
    .filter((field) => field.name === 'wp:postmeta' && textOf(field, 'wp:meta_key') === key)
    .map((field) => textOf(field, 'wp:meta_value'));
