import type { FeedFormat } from '#lib/domain/feed.ts';
import { type FeedInput, type FeedModel, feedModel } from './feed-model.ts';
import { renderAtom } from './render-atom.ts';
import { renderJson } from './render-json.ts';
import { renderRss } from './render-rss.ts';

const RENDERERS: Record<FeedFormat, (model: FeedModel) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

/** Renders a feed. Pure: the same articles always give the same bytes. */
export const renderFeed = (input: FeedInput): string => RENDERERS[input.format](feedModel(input));
