import { isFeed, isFeedFormat } from '#lib/domain/document.ts';
import { readingsOf } from './feed-contents.ts';
import type { DocumentKey, FeedKey } from './reader-ports.ts';
import { type RenderDeps, type Rendering, renderFeeds } from './render-feeds.ts';

/** Renders documents of any kind and stores them; what several of them show is read once. */
export async function renderDocuments(rendering: Rendering<DocumentKey>, deps: RenderDeps): Promise<void> {
  const readings = readingsOf(rendering.publication.id, deps);
  const feeds = rendering.keys.flatMap(feedKeyIn);
  await renderFeeds({ ...rendering, keys: feeds, readings }, deps);
}

const feedKeyIn = ({ publication, subject, format }: DocumentKey): FeedKey[] =>
  isFeed(subject) && isFeedFormat(format) ? [{ publication, subject, format }] : [];
