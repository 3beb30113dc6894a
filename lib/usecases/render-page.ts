import { archiveAt } from '#lib/domain/archive.ts';
import type { Article } from '#lib/domain/article.ts';
import { type ArticleView, viewOf } from '#lib/domain/article-view.ts';
import type { Author, AuthorId } from '#lib/domain/author.ts';
import type { DocumentFormat, Subject } from '#lib/domain/document.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { Term } from '#lib/domain/term.ts';
import type { Page, Site } from '#lib/pages/page.ts';
import { renderArchiveSitemap } from '#lib/pages/render-archive-sitemap.ts';
import { renderArticleJson } from '#lib/pages/render-article-json.ts';
import type { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { renderArticlePage } from '#lib/pages/render-article-page.ts';
import { renderFeedsPage } from '#lib/pages/render-feeds-page.ts';
import { renderFrontPage } from '#lib/pages/render-front-page.ts';
import { renderListPage } from '#lib/pages/render-list-page.ts';
import { renderNewsSitemap } from '#lib/pages/render-news-sitemap.ts';
import { renderOpml } from '#lib/pages/render-opml.ts';
import { renderSitemapIndex } from '#lib/pages/render-sitemap-index.ts';
import { newestArticles } from './feed-contents.ts';
import type { FeedEntries, FeedHead, FeedHeads, TermKind } from './feed-ports.ts';
import type { CurrentFeed } from './feed-state.ts';
import { latestNews, newsSitemaps } from './latest-news.ts';
import type { Articles, Authors, Clock } from './ports.ts';
import { readNamedArticle } from './read-named-article.ts';
import { relatedArticles } from './related-articles.ts';

export interface PageDeps {
  readonly articles: Pick<Articles, 'get' | 'getMany' | 'named'>;
  readonly authors: Pick<Authors, 'get'>;
  readonly clock: Clock;
  readonly entries: Pick<FeedEntries, 'newest' | 'count'>;
  readonly heads: Pick<FeedHeads, 'terms'>;
  readonly publicUrl: string;
  readonly articleMarkdown: typeof renderArticleMarkdown;
}

export interface PageAt {
  /** The publication's own feed. */
  readonly front: CurrentFeed;
  /** Of a list: its feed. */
  readonly list?: CurrentFeed | undefined;
  readonly subject: Subject;
  readonly format: DocumentFormat;
}

/** How many of the latest articles stand beside one that is read. */
const LATEST = 6;
const LISTED = 50;
/** Articles of an archive: no more have their first publication in it. */
const ARCHIVED = 64;
const MOST_SECTIONS = 100;
/** Terms of a kind that a page of all feeds names. */
const MOST_TERMS = 1_000;

/** Renders a page; a failure says what became of what was at its address. */
export async function renderPage(at: PageAt, deps: PageDeps): Promise<Page> {
  const { front, subject, format } = at;
  const { publication } = front;
  switch (subject.kind) {
    case 'article':
      return articlePage(
        await readNamedArticle({ publication: publication.id, slug: subject.name, format }, deps),
        at,
        deps,
      );
    case 'feeds': {
      const site = await siteOf(at, { kinds: ['section', 'tag', 'author'], most: MOST_TERMS }, deps);
      return format === 'opml' ? renderOpml(site) : renderFeedsPage(site);
    }
    case 'news': {
      const now = deps.clock.now();
      const news = await latestNews({ publication, number: Number(subject.name), now }, deps);
      return renderNewsSitemap({ ...bareSite(at, deps), now, articles: viewsOf(news, deps) });
    }
    case 'sitemaps': {
      const news = await newsSitemaps({ publication, now: deps.clock.now() }, deps);
      return renderSitemapIndex({ ...bareSite(at, deps), archives: archiveAt(front.latest) + 1, news });
    }
    default:
      return listPage(at, deps);
  }
}

async function listPage(at: PageAt, deps: PageDeps): Promise<Page> {
  const { front, list = front } = at;
  const { publication, feed, label } = list;
  const limit = feed.kind === 'archive' ? ARCHIVED : LISTED;
  const found = await newestArticles({ publication: publication.id, feed, limit }, deps);
  const articles = viewsOf(found, deps);
  switch (feed.kind) {
    case 'publication':
      return renderFrontPage({ ...(await siteOf(at, MASTHEAD, deps)), articles });
    case 'archive':
      return renderArchiveSitemap({ ...bareSite(at, deps), articles });
    case 'section':
    case 'tag':
    case 'author': {
      const author = feed.kind === 'author' ? await deps.authors.get(publication.id, feed.name as AuthorId) : undefined;
      return renderListPage({ ...(await siteOf(at, MASTHEAD, deps)), feed, label, articles, author });
    }
    default:
      throw new Failure('route.missing', `a feed of the kind '${feed.kind}' has no page`);
  }
}

const MASTHEAD = { kinds: ['section'], most: MOST_SECTIONS } as const;

const bareSite = ({ front: { publication } }: PageAt, { publicUrl }: PageDeps): Site => ({
  publication,
  publicUrl,
  terms: [],
});

async function siteOf(
  at: PageAt,
  { kinds, most }: { kinds: readonly TermKind[]; most: number },
  deps: PageDeps,
): Promise<Site> {
  const { id } = at.front.publication;
  const heads = await Promise.all(kinds.map((kind) => deps.heads.terms(id, kind, { limit: most })));
  return { ...bareSite(at, deps), terms: heads.flat().flatMap(termOf) };
}

function termOf({ feed, label }: FeedHead): Term[] {
  if (feed.kind !== 'section' && feed.kind !== 'tag' && feed.kind !== 'author') return [];
  return [{ feed: { kind: feed.kind, name: feed.name }, label: label ?? feed.name }];
}

async function articlePage(article: Article, at: PageAt, deps: PageDeps): Promise<Page> {
  const { format } = at;
  const publication = at.front.publication.id;
  const view = viewOf(article, deps.publicUrl);
  if (format === 'markdown') return deps.articleMarkdown({ ...bareSite(at, deps), article: view });
  if (format === 'json') return renderArticleJson({ ...bareSite(at, deps), article: view });
  const [site, authors, related, latest] = await Promise.all([
    siteOf(at, MASTHEAD, deps),
    authorsOf(article, deps),
    relatedArticles(article, deps),
    newestArticles({ publication, feed: { kind: 'publication' }, limit: LATEST + 1 }, deps),
  ]);
  return renderArticlePage({
    ...{ ...site, article: view, authors },
    ...{ related: viewsOf(related, deps), latest: viewsOf(latest, deps) },
  });
}

const viewsOf = (articles: readonly Article[], { publicUrl }: PageDeps): ArticleView[] =>
  articles.map((article) => viewOf(article, publicUrl));

async function authorsOf(article: Article, { authors }: PageDeps): Promise<readonly Author[]> {
  const found = await Promise.all(article.authors.map(({ id }) => authors.get(article.publication, id)));
  return found.filter((author) => author !== undefined);
}
