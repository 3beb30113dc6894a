import type { FeedFormat } from '#lib/domain/feed.ts';
import { type FeedInput, type FeedModel, feedModel } from './feed-model.ts';
import { contentTypeOf } from './media-types.ts';
import { renderAtom } from './render-atom.ts';
import { renderJson } from './render-json.ts';
import { renderRss } from './render-rss.ts';
import { type Validators, validatorsOf } from './validators.ts';

export { MAX_ITEMS } from './fitting.ts';

const RENDERERS: Record<FeedFormat, (model: FeedModel) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

export interface RenderedFeed extends Validators {
  readonly body: string;
  readonly contentType: string;
}

/** Pure: the same articles always give the same bytes. */
export function renderFeed(input: FeedInput): RenderedFeed {
  const model = feedModel(input);
  const body = RENDERERS[input.format](model);
  return { body, contentType: contentTypeOf(input.format), ...validatorsOf(body, model.modified) };
}
