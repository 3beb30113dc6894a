import { isFeed, isFeedFormat } from '#lib/domain/document.ts';
import { readingsOf } from './feed-contents.ts';
import type { PageDeps } from './page-of.ts';
import type { DocumentKey, FeedKey } from './reader-ports.ts';
import { type Rendering, renderFeeds } from './render-feeds.ts';
import { renderPages } from './render-pages.ts';

/** Renders documents of any kind and stores them; what several of them show is read once. */
export async function renderDocuments(rendering: Rendering<DocumentKey>, deps: PageDeps): Promise<void> {
  const readings = readingsOf(rendering.publication.id, deps);
  const feeds = rendering.keys.flatMap(feedKeyIn);
  await renderFeeds({ ...rendering, keys: feeds, readings }, deps);
  const pages = rendering.keys.filter((key) => feedKeyIn(key).length === 0);
  await renderPages({ ...rendering, keys: pages, readings }, deps);
}

const feedKeyIn = ({ publication, subject, format }: DocumentKey): FeedKey[] =>
  isFeed(subject) && isFeedFormat(format) ? [{ publication, subject, format }] : [];
