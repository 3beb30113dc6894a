import { cleanHtml } from '#lib/content/clean-html.ts';
import type { SourceEntry } from './source-entry.ts';

const MOST_KB = 300;

type Content =
  | { readonly content: NonNullable<SourceEntry['content']>; readonly html?: string; readonly notes: readonly string[] }
  | { readonly reason: string };

/**
 * What an entry holds, made safe here already: an address in it is relative to where the entry was, which Bulletin is not
 * told; and what is too large or has nothing to read is known before it is sent.
 */
export function contentFrom({ content, summary, link = '' }: SourceEntry): Content {
  if (content && 'markdown' in content) return sized(content.markdown) ?? { content, notes: [] };
  const source = content?.html.trim() ? content.html : (summary ?? '');
  if (source.trim() === '') return { reason: 'it has no text' };
  const tooLarge = sized(source);
  if (tooLarge) return tooLarge;
  const { html, warnings } = cleanHtml(source, URL.canParse(link) ? { base: link } : {});
  if (html === '') return { reason: 'nothing is left of its text once it is made safe' };
  return sized(html) ?? { content: { html }, html, notes: warnings };
}

const sized = (text: string): { reason: string } | undefined =>
  Buffer.byteLength(text) > MOST_KB * 1024 ? { reason: `its text has more than ${MOST_KB} KB` } : undefined;
