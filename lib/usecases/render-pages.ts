import { validatorsOf } from '#lib/feeds/validators.ts';
import { readingsOf } from './feed-contents.ts';
import { keepDocument } from './keep-document.ts';
import { type PageDeps, pageOf } from './page-of.ts';
import type { DocumentKey, StoredDocument } from './reader-ports.ts';
import type { Rendering } from './render-feeds.ts';

/** Renders pages and stores them. Where there is nothing to show any more, what was stored is withdrawn. */
export async function renderPages(
  { publication, keys, sequence, readings }: Rendering<DocumentKey>,
  deps: PageDeps,
): Promise<readonly StoredDocument[]> {
  if (keys.length === 0) return [];
  const { publicUrl } = deps;
  const site = { publication, publicUrl, places: await deps.places.list(publication.id) };
  const at = { site, readings: readings ?? readingsOf(publication.id, deps) };
  const stored: StoredDocument[] = [];
  for (const key of keys) {
    const page = await pageOf({ ...key, ...at }, deps);
    if (page) {
      const rendered = { ...validatorsOf(page.body, page.modified), body: page.body, sequence };
      stored.push(await keepDocument(key, rendered, deps));
    } else {
      await deps.documents.withdraw(key, sequence);
    }
  }
  return stored;
}
