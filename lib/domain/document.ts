import type { FeedFormat, FeedId } from './feed.ts';

/** What a document is about: a list of articles, one article by the name in its address, or what helps to find them. */
export type Subject =
  | FeedId
  | { readonly kind: 'article'; readonly name: string }
  | { readonly kind: 'places' | 'news' | 'archives' };

export type DocumentFormat = FeedFormat | 'html' | 'markdown' | 'opml' | 'sitemap';

const FEED = ['rss', 'atom', 'json'] as const;

/** Every document that is rendered for readers and kept: of each kind of subject, the formats that it has. */
export const DOCUMENTS: Readonly<Record<Subject['kind'], readonly DocumentFormat[]>> = {
  publication: [...FEED, 'html'],
  section: [...FEED, 'html'],
  tag: [...FEED, 'html'],
  author: [...FEED, 'html'],
  archive: [...FEED, 'sitemap'],
  composed: FEED,
  article: ['html', 'markdown', 'json'],
  places: ['html', 'opml'],
  news: ['sitemap'],
  archives: ['sitemap'],
};

/** `section:world`, `article:harbour-bridge-opens`, `news`: a subject's name within its publication. */
export const subjectName = (subject: Subject): string =>
  'name' in subject ? `${subject.kind}:${subject.name}` : subject.kind;

/** The other way round; nothing when it names no subject. */
export function subjectNamed(text: string): Subject | undefined {
  const [, kind = '', name] = /^(\w+)(?::(.+))?$/.exec(text) ?? [];
  if (!Object.hasOwn(DOCUMENTS, kind)) return undefined;
  return (name === undefined ? { kind } : { kind, name }) as Subject;
}

const NO_FEEDS: ReadonlySet<string> = new Set(['article', 'places', 'news', 'archives']);

export const isFeed = (subject: Subject): subject is FeedId => !NO_FEEDS.has(subject.kind);

export const isFeedFormat = (format: DocumentFormat): format is FeedFormat => FEED.some((one) => one === format);
