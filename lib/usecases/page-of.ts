import { archiveAt } from '#lib/domain/archive.ts';
import type { Article } from '#lib/domain/article.ts';
import { type ArticleView, viewOf } from '#lib/domain/article-view.ts';
import type { Author, AuthorId } from '#lib/domain/author.ts';
import type { DocumentFormat, Subject } from '#lib/domain/document.ts';
import type { FeedId } from '#lib/domain/feed.ts';
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
import type { Readings } from './feed-contents.ts';
import { newestArticles, newsOf } from './newest-articles.ts';
import type { Authors, Log } from './ports.ts';
import type { Places, Relations } from './reader-ports.ts';
import { relatedArticles } from './related-articles.ts';
import type { RenderDeps } from './render-feeds.ts';

export interface PageDeps extends RenderDeps {
  readonly authors: Pick<Authors, 'get'>;
  readonly log: Pick<Log, 'head'>;
  readonly places: Pick<Places, 'list'>;
  readonly relations: Pick<Relations, 'of'>;
  /** Who has none leaves this form, which few ask for, to the next who asks: what writes it weighs 30 KB. */
  readonly articleMarkdown?: typeof renderArticleMarkdown;
}

/** What a page is asked of. */
export interface PageAt {
  readonly site: Site;
  readonly subject: Subject;
  readonly format: DocumentFormat;
  readonly readings: Readings;
}

/** How many of the latest articles stand beside one that is read. */
const LATEST = 6;

/** A page as it is now; nothing when there is nothing to show at its address. */
export async function pageOf(at: PageAt, deps: PageDeps): Promise<Page | undefined> {
  const { site, subject, format, readings } = at;
  const { publication } = site;
  const articlesOf = async (feed: FeedId) => viewsOf((await readings.contents(feed)).articles, deps);
  switch (subject.kind) {
    case 'publication':
      return renderFrontPage({ ...site, articles: await articlesOf(subject) });
    case 'section':
    case 'tag':
      return renderListPage({ ...site, feed: subject, articles: await articlesOf(subject) });
    case 'author': {
      const author = await deps.authors.get(publication.id, subject.name as AuthorId);
      return renderListPage({ ...site, feed: subject, articles: await articlesOf(subject), author });
    }
    case 'archive':
      return renderArchiveSitemap({ ...site, articles: await articlesOf(subject) });
    case 'article':
      return articlePageOf(subject.name, at, deps);
    case 'places':
      return format === 'opml' ? renderOpml(site) : renderFeedsPage(site);
    case 'news': {
      const now = deps.clock.now();
      return renderNewsSitemap({
        ...site,
        now,
        articles: viewsOf(await newsOf({ publication, readings, now }, deps), deps),
      });
    }
    case 'archives':
      return renderSitemapIndex({ ...site, archives: archiveAt(await deps.log.head(publication.id)) + 1 });
    case 'composed':
      return undefined;
  }
}

async function articlePageOf(
  slug: string,
  { format, readings, site }: PageAt,
  deps: PageDeps,
): Promise<Page | undefined> {
  const { publication } = site;
  const id = await deps.articles.named(publication.id, slug);
  const [article] = id ? await readings.articles([id]) : [];
  if (article?.status !== 'published' || article.slug !== slug) return undefined;
  const shown = { ...site, article: viewOf(article, deps.publicUrl) };
  if (format === 'markdown') return deps.articleMarkdown?.(shown);
  if (format === 'json') return renderArticleJson(shown);
  const [authors, related, latest] = await Promise.all([
    authorsOf(article, deps),
    relatedArticles(article, deps),
    newestArticles({ publication, readings, limit: LATEST + 1 }, deps),
  ]);
  return renderArticlePage({ ...shown, authors, related: viewsOf(related, deps), latest: viewsOf(latest, deps) });
}

const viewsOf = (articles: readonly Article[], { publicUrl }: PageDeps): ArticleView[] =>
  articles.map((article) => viewOf(article, publicUrl));

async function authorsOf(article: Article, { authors }: PageDeps): Promise<readonly Author[]> {
  const found = await Promise.all(article.authors.map(({ id }) => authors.get(article.publication, id)));
  return found.filter((author) => author !== undefined);
}
