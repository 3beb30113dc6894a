import { parseDocument } from 'yaml';
import { momentOf } from './moment.ts';
import { SourceFault } from './source-fault.ts';

const HEAD = /^\uFEFF?---[^\S\n]*\r?\n(?:([\s\S]*?)\r?\n)??---[^\S\n]*(?:\r?\n|$)/;
const MOMENTS = ['publishedAt', 'publishAt'];

/** An article in a file: fields in YAML between two lines of `---`, and under them its content. */
export function readArticleFile(text: string, type: 'html' | 'markdown'): Record<string, unknown> {
  const [head, yaml = ''] = HEAD.exec(text) ?? [];
  if (head === undefined) throw new SourceFault('it does not begin with its fields, between two lines of ---');
  return { ...fieldsIn(yaml), content: { [type]: text.slice(head.length).trim() } };
}

function fieldsIn(yaml: string): Record<string, unknown> {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error) throw new SourceFault(`its fields are no YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}`);
  const fields: unknown = plainIn(document);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new SourceFault('its fields are none: each is a name, a colon and a value');
  // People write a day, or leave the zone out.
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      MOMENTS.includes(name) && typeof value === 'string' ? (momentOf(value) ?? value) : value,
    ]),
  );
}

function plainIn(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new SourceFault('its fields refer to one another more often than any article needs', { cause });
  }
}
