import type { Article } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { ArticleErasure, ArticleSnapshot, Previous } from './catalogue.ts';

/** The feeds that an article is in, and the instant it is sorted by there. */
export interface FeedPlaces {
  readonly at: Instant;
  readonly feeds: readonly FeedId[];
}

interface Standing {
  readonly status: string;
  readonly section?: string | null | undefined;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly publishedAt?: Instant | null | undefined;
  readonly archive?: number | undefined;
}

function placesOf({ status, section, tags, authors, publishedAt, archive }: Standing): FeedPlaces | undefined {
  if (status !== 'published' || !publishedAt) return undefined;
  const named = (kind: 'section' | 'tag' | 'author' | 'archive', names: readonly string[]) =>
    names.map((name) => ({ kind, name }));
  const feeds: FeedId[] = [
    { kind: 'publication' },
    ...named('section', section ? [slugify(section)] : []),
    ...named('tag', tags.map(slugify)),
    ...named('author', authors),
    ...named('archive', archive === undefined ? [] : [String(archive)]),
  ];
  return { at: publishedAt, feeds: [...new Map(feeds.map((feed) => [feedName(feed), feed])).values()] };
}

/** Whether an article, as it stands, is in a feed. */
export function isIn(feed: FeedId, article: Article): boolean {
  const places = placesOf({ ...article, authors: article.authors.map(({ id }) => id) });
  return places?.feeds.some((one) => feedName(one) === feedName(feed)) ?? false;
}

/** Where an event's article is from now on, and where it was before. */
export function placesAround(data: ArticleSnapshot | ArticleErasure): { before?: FeedPlaces; now?: FeedPlaces } {
  const standing = data.status === 'deleted' ? undefined : { ...data, authors: data.authors.map(({ id }) => id) };
  const was = data.previous && ({ archive: data.archive, ...standing, ...data.previous } as Standing & Previous);
  const before = was && placesOf(was);
  const now = standing && placesOf(standing);
  return { ...(before && { before }), ...(now && { now }) };
}
