import type { ArticleView } from '#lib/domain/article-view.ts';
import { compositionNamed } from '#lib/domain/composition.ts';
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
  return `${title}: ${feed.kind === 'composed' ? composedOf(feed.name) : labelOf(feed, articles)}`;
}

/** `world, climate or energy, without sport` */
function composedOf(name: string): string {
  const { author, not, section, tag } = compositionNamed(name);
  const parts = [section, tag, author].map((names) => names.join(' or '));
  return [...parts, ...(not.length > 0 ? [`without ${not.join(' or ')}`] : [])]
    .filter((part) => part !== '')
    .join(', ');
}

/** A section, tag or author as the newest article names it; its slug or id when none does any more. */
function labelOf(
  feed: Exclude<FeedId, { kind: 'publication' | 'composed' }>,
  articles: readonly ArticleView[],
): string {
  if (feed.kind === 'archive') return `archive ${feed.name}`;
  const names = articles.flatMap(({ section, tags, authors }) => {
    if (feed.kind === 'author') return authors.filter(({ id }) => id === feed.name).map(({ name }) => name);
    return (feed.kind === 'section' ? [section ?? ''] : tags).filter((name) => slugify(name) === feed.name);
  });
  return names.flatMap((name) => textIn(name) ?? [])[0] ?? feed.name;
}
