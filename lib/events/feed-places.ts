import type { Article } from '#lib/domain/article.ts';
import { type Composition, compositionNamed } from '#lib/domain/composition.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Place } from '#lib/domain/place.ts';
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

/** The names of composed feeds: which of them an article is in, nothing but its other places says. */
type Compositions = readonly string[];

function placesOf(standing: Standing, compositions: Compositions): FeedPlaces | undefined {
  const { status, section, tags, authors, publishedAt, archive } = standing;
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
  const distinct = new Map(feeds.map((feed) => [feedName(feed), feed]));
  const composed = compositions.filter((name) => isComposed(compositionNamed(name), distinct));
  return {
    at: publishedAt,
    feeds: [...distinct.values(), ...composed.map((name) => ({ kind: 'composed', name }) as const)],
  };
}

function isComposed({ author, not, section, tag }: Composition, places: { has: (name: string) => boolean }): boolean {
  const any = (kind: string, names: readonly string[]) => names.some((name) => places.has(`${kind}:${name}`));
  const all = Object.entries({ author, section, tag }).every(([kind, names]) => names.length === 0 || any(kind, names));
  return all && !any('section', not) && !any('tag', not);
}

/** Whether an article, as it stands, is in a feed. */
export function isIn(feed: FeedId, article: Article): boolean {
  const standing = { ...article, authors: article.authors.map(({ id }) => id) };
  const places = placesOf(standing, feed.kind === 'composed' ? [feed.name] : []);
  return places?.feeds.some((one) => feedName(one) === feedName(feed)) ?? false;
}

/** Where an event's article is from now on, and where it was before. */
export function placesAround(
  data: ArticleSnapshot | ArticleErasure,
  compositions: Compositions,
): { before?: FeedPlaces; now?: FeedPlaces } {
  const standing = data.status === 'deleted' ? undefined : { ...data, authors: data.authors.map(({ id }) => id) };
  const was = data.previous && ({ archive: data.archive, ...standing, ...data.previous } as Standing & Previous);
  const before = was && placesOf(was, compositions);
  const now = standing && placesOf(standing, compositions);
  return { ...(before && { before }), ...(now && { now }) };
}

/** The section, the tags and the authors of an article, as it names them. */
export function placesIn({ section, tags, authors }: ArticleSnapshot): readonly Place[] {
  const terms = (kind: 'section' | 'tag', names: readonly string[]) =>
    names.map((label) => ({ feed: { kind, name: slugify(label) }, label }));
  return [
    ...terms('section', section ? [section] : []),
    ...terms('tag', tags),
    ...authors.map(({ id, name }) => ({ feed: { kind: 'author', name: id }, label: name }) as const),
  ];
}

/** The addresses of an article that an event may have changed: its name there, and the one before. */
export function slugsIn(data: ArticleSnapshot | ArticleErasure): readonly string[] {
  const now = data.status === 'deleted' ? [] : [data.slug];
  return [...new Set([...now, ...(data.previous?.slug ? [data.previous.slug] : [])])];
}
