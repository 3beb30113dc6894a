import { feedUrl } from '#lib/domain/feed.ts';
import { listPath } from '#lib/domain/page-url.ts';
import { instantIn } from '#lib/feeds/safe.ts';
import { written } from '#lib/feeds/write-xml.ts';
import { add, rootOf } from '#lib/feeds/xml.ts';
import { tongueOf } from './language.ts';
import { CONTENT_TYPES, type Page, type Site, xmlPage } from './page.ts';

/** OPML 2.0: every feed of a publication in one file, for readers' software to take in. `rss` is its word for Atom, too. */
export function renderOpml({ publication, publicUrl, terms }: Site): Page {
  const opml = rootOf('<opml version="2.0"/>');
  const head = add(opml, { name: 'head' });
  add(head, { name: 'title', text: publication.title });
  const modified = instantIn(publication.modifiedAt);
  if (modified) add(head, { name: 'dateModified', text: new Date(modified).toUTCString() });
  const body = add(opml, { name: 'body' });
  const lists = [{ feed: { kind: 'publication' } as const, label: undefined }, ...terms];
  for (const { feed, label } of lists) {
    const title = label === undefined ? publication.title : `${publication.title}: ${label}`;
    const xmlUrl = feedUrl(feed, { publicUrl, publication: publication.id, format: 'atom' });
    const htmlUrl = `${publicUrl}${listPath(feed, publication.id)}`;
    const { lang: language } = tongueOf(publication);
    add(body, { name: 'outline', attributes: { type: 'rss', text: title, title, xmlUrl, htmlUrl, language } });
  }
  return { ...xmlPage(written(opml), publication.modifiedAt), contentType: CONTENT_TYPES.opml };
}
