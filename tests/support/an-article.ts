import { type Article, ArticleId } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { AuthorId, type Byline } from '#lib/domain/author.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { type Publication, PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';
import type { FeedInput } from '#lib/feeds/feed-model.ts';

export const PUBLIC_URL = 'https://news.example';

/** `at('08:30')` or `at('08:30:15.250')`: an instant of the day that the tests' articles appear on. */
export const at = (time: string): Instant => instant(new Date(`2026-11-24T${time}Z`));

export const articleId = (number: number): ArticleId =>
  ArticleId.parse(`art_01jdf0e8m3${String(number).padStart(16, '0')}`);

export const aByline = (over: Partial<Byline> = {}): Byline => ({
  id: AuthorId.parse('ada-example'),
  name: 'Ada Example',
  ...over,
});

export const aPublication = (over: Partial<Publication> = {}): Publication => ({
  id: PublicationId.parse('harbour-post'),
  title: 'The Harbour Post',
  language: 'en',
  url: 'https://harbour.example/',
  authority: 'harbour.example,2026-11-01',
  revision: 1,
  createdAt: at('06:00'),
  modifiedAt: at('06:00'),
  ...over,
});

/** A published article, sound but for what a test makes of it: nothing is checked. */
export function anArticle(over: Partial<Article> = {}): Article {
  const { id = articleId(1) } = over;
  const publication = PublicationId.parse('harbour-post');
  return {
    id,
    uri: `tag:harbour.example,2026-11-01:harbour-post/${id}`,
    publication,
    revision: 1,
    status: 'published',
    title: 'Harbour bridge opens after nine years',
    slug: Slug.parse('harbour-bridge-opens-after-nine-years'),
    content: { html: '<p>The ribbon was cut at noon.</p>' },
    authors: [],
    tags: [],
    attachments: [],
    corrections: [],
    createdAt: at('08:00'),
    updatedAt: at('08:00'),
    modifiedAt: at('08:00'),
    publishedAt: at('08:00'),
    ...over,
  };
}

type FeedOf = Partial<Omit<FeedInput, 'articles'>> & { readonly articles?: readonly Partial<Article>[] };

/** What a feed is rendered from: one plain article in RSS, but for what a test makes of it. */
export const aFeed = ({ articles = [{}], ...over }: FeedOf = {}): FeedInput => ({
  publication: aPublication(),
  feed: { kind: 'publication' },
  format: 'rss',
  publicUrl: PUBLIC_URL,
  articles: articles.map((article) => viewOf(anArticle(article), PUBLIC_URL)),
  gone: [],
  sequence: 0,
  ...over,
});
