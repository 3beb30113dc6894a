import type { ArticleView } from '#lib/domain/article-view.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import { textIn } from './safe.ts';

interface Titled {
  readonly publication: Publication;
  readonly feed: FeedId;
  readonly articles: readonly ArticleView[];
}

/** `Bulletin News`, or `Bulletin News: World`. */
export function feedTitle({ publication, feed, articles }: Titled): string {
  const title = textIn(publication.title) ?? publication.id;
  if (feed.kind === 'publication') return title;
  return `${title}: ${feed.kind === 'archive' ? `archive ${feed.name}` : labelOf(feed, articles)}`;
}

/** A section, tag or author as the newest article names it; its slug or id when none does any more. */
function labelOf(feed: Exclude<FeedId, { kind: 'publication' | 'archive' }>, articles: readonly ArticleView[]): string {
  const names = articles.flatMap(({ section, tags, authors }) => {
    if (feed.kind === 'author') return authors.filter(({ id }) => id === feed.name).map(({ name }) => name);
    return (feed.kind === 'section' ? [section ?? ''] : tags).filter((name) => slugify(name) === feed.name);
  });
  return names.flatMap((name) => textIn(name) ?? [])[0] ?? feed.name;
}
