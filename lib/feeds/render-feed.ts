import { createHash } from 'node:crypto';
import type { ArticleView } from '#lib/domain/article-view.ts';
import type { FeedFormat } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { type FeedInput, type FeedModel, feedModel } from './feed-model.ts';
import { renderAtom } from './render-atom.ts';
import { renderJson } from './render-json.ts';
import { renderRss } from './render-rss.ts';

export const MAX_ITEMS = 50;
/** Of content: with its markup around it a feed stays about under 250 KB, which is what readers are asked to load at most. */
const MAX_BYTES = 220_000;

const RENDERERS: Record<FeedFormat, (model: FeedModel) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

export interface RenderedFeed {
  readonly body: string;
  /** Strong and quoted: of these bytes, and of no others. */
  readonly etag: string;
  readonly lastModified: Instant;
}

/** Pure: the same articles always give the same bytes. */
export function renderFeed(input: FeedInput): RenderedFeed {
  const model = feedModel({ ...input, articles: fitting(input.articles) });
  const body = RENDERERS[input.format](model);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return { body, etag: `"${hash}"`, lastModified: model.updated };
}

/** The newest articles, as many as a feed may hold; always at least one. */
function fitting(articles: readonly ArticleView[]): readonly ArticleView[] {
  let bytes = 0;
  const end = articles.slice(0, MAX_ITEMS).findIndex(({ content }, index) => {
    bytes += Buffer.byteLength(content.html);
    return index > 0 && bytes > MAX_BYTES;
  });
  return articles.slice(0, end === -1 ? MAX_ITEMS : end);
}
