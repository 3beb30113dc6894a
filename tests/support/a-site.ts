import type { Article } from '#lib/domain/article.ts';
import { type ArticleView, viewOf } from '#lib/domain/article-view.ts';
import { type Author, AuthorId } from '#lib/domain/author.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Term } from '#lib/domain/term.ts';
import type { Site } from '#lib/pages/page.ts';
import type { Reading } from '#lib/pages/render-article-page.ts';
import { anArticle, aPublication, at, PUBLIC_URL } from './an-article.ts';

export const TERMS: readonly Term[] = [
  { feed: { kind: 'section', name: 'city' }, label: 'City' },
  { feed: { kind: 'tag', name: 'bridges-tunnels' }, label: 'Bridges & Tunnels' },
  { feed: { kind: 'author', name: 'ada-example' }, label: 'Ada Example' },
];

export const aSite = (publication: Partial<Publication> = {}, terms = TERMS): Site => ({
  publication: aPublication(publication),
  publicUrl: PUBLIC_URL,
  terms,
});

export const aView = (article: Partial<Article> = {}): ArticleView => viewOf(anArticle(article), PUBLIC_URL);

export const anAuthor = (over: Partial<Author> = {}): Author => ({
  id: AuthorId.parse('ada-example'),
  name: 'Ada Example',
  biography: 'Writes about whatever floats.',
  avatar: 'https://harbour.example/ada.jpg',
  url: 'https://ada.example/',
  modifiedAt: at('07:00'),
  ...over,
});

type ReadingOf = Partial<Omit<Reading, 'article' | 'publication'>> & {
  readonly publication?: Partial<Publication>;
  readonly article?: Partial<Article>;
};

/** An article page of one plain article, but for what a test makes of it. */
export const aReading = ({ article, publication, ...over }: ReadingOf = {}): Reading => ({
  ...aSite(publication),
  article: aView(article),
  authors: [],
  related: [],
  latest: [],
  ...over,
});
