import type { Article } from '#lib/domain/article.ts';
import { compositionNamed, isOf } from '#lib/domain/composition.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { Term } from '#lib/domain/term.ts';
import type { ArticleErasure, ArticleSnapshot, Previous } from './catalogue.ts';

/** The feeds that a published article is in, and the instant that it is sorted by there. */
export interface Membership {
  readonly at: Instant;
  readonly feeds: readonly FeedId[];
}

interface Standing {
  readonly status: string;
  readonly section?: string | null | undefined;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly language?: string | null | undefined;
  readonly publishedAt?: Instant | null | undefined;
  readonly archive?: number | undefined;
}

/** Absent for what is not published. */
function membershipOf(standing: Standing): Membership | undefined {
  const { status, section, tags, authors, language, publishedAt, archive } = standing;
  if (status !== 'published' || !publishedAt) return undefined;
  const named = (kind: 'section' | 'tag' | 'author' | 'language' | 'archive', names: readonly string[]) =>
    names.flatMap((name) => (name === '' ? [] : [{ kind, name }]));
  const feeds: FeedId[] = [
    { kind: 'publication' },
    ...named('section', section ? [slugify(section)] : []),
    ...named('tag', tags.map(slugify)),
    ...named('author', authors),
    ...named('language', language ? [slugify(language)] : []),
    ...named('archive', archive === undefined ? [] : [String(archive)]),
  ];
  return { at: publishedAt, feeds: [...new Map(feeds.map((feed) => [feedName(feed), feed])).values()] };
}

const idsOf = (authors: readonly { readonly id: string }[]): readonly string[] => authors.map(({ id }) => id);

/** Where an article is listed as it stands. */
export const articleMembership = (article: Article): Membership | undefined =>
  membershipOf({ ...article, authors: idsOf(article.authors) });

/** Tells whether an article, as it stands, is in a feed. */
export function isIn(feed: FeedId, article: Article): boolean {
  const names = new Set(articleMembership(article)?.feeds.map(feedName));
  if (feed.kind === 'composed') return names.size > 0 && isOf(compositionNamed(feed.name), names);
  return names.has(feedName(feed));
}

/** Where an event's article is listed from now on, and where it was before. */
export function membershipChange(data: ArticleSnapshot | ArticleErasure): { before?: Membership; now?: Membership } {
  const standing = data.status === 'deleted' ? undefined : { ...data, authors: idsOf(data.authors) };
  const was = data.previous && ({ archive: data.archive, ...standing, ...data.previous } as Standing & Previous);
  const before = was && membershipOf(was);
  const now = standing && membershipOf(standing);
  return { ...(before && { before }), ...(now && { now }) };
}

/** The terms that an article is listed under, by the names that it gives them. */
export function termsOf({ section, tags, authors, language }: ArticleSnapshot | Article): readonly Term[] {
  const named = (kind: 'section' | 'tag' | 'language', labels: readonly string[]) =>
    labels.map((label) => ({ feed: { kind, name: slugify(label) }, label }));
  return [
    ...named('section', section ? [section] : []),
    ...named('tag', tags),
    ...authors.map(({ id, name }) => ({ feed: { kind: 'author', name: id }, label: name }) as const),
    ...named('language', language ? [language] : []),
  ];
}
