import { createHash } from 'node:crypto';
import type { FeedFormat } from '#lib/domain/feed.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { type FeedInput, type FeedModel, feedModel } from './feed-model.ts';
import { contentTypeOf } from './media-types.ts';
import { renderAtom } from './render-atom.ts';
import { renderJson } from './render-json.ts';
import { renderRss } from './render-rss.ts';

export { MAX_ITEMS } from './fitting.ts';

const RENDERERS: Record<FeedFormat, (model: FeedModel) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

export interface RenderedFeed {
  readonly body: string;
  readonly contentType: string;
  /** Strong and quoted: of these bytes, and of no others. */
  readonly etag: string;
  /** In whole seconds, as HTTP has them. */
  readonly lastModified: Instant;
}

/** Pure: the same articles always give the same bytes. */
export function renderFeed(input: FeedInput): RenderedFeed {
  const model = feedModel(input);
  const body = RENDERERS[input.format](model);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
  const lastModified = instant(new Date(Math.floor(Date.parse(model.modified) / 1000) * 1000));
  return { body, contentType: contentTypeOf(input.format), etag: `"${hash}"`, lastModified };
}
