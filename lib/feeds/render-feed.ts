import type { FeedFormat } from '#lib/domain/feed.ts';
import { type FeedItem, feedItem } from './feed-item.ts';
import { type FeedInput, type FeedModel, feedModel } from './feed-model.ts';
import { fitContents, fitItems, USUAL_ITEMS } from './fitting.ts';
import { renderAtom } from './render-atom.ts';
import { renderJson } from './render-json.ts';
import { renderRss } from './render-rss.ts';
import { abridged, type ShownArticle, shownArticle } from './shown-article.ts';

const RENDERERS: Record<FeedFormat, (model: FeedModel) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

interface Wanted extends FeedInput {
  /** Shows those with these URIs alone, of all that the feed has. @default all */
  readonly only?: ReadonlySet<string>;
}

/** Renders a feed, which fits by its bytes as rendered. Pure: the same articles always give the same bytes. */
export function renderFeed({ only, ...input }: Wanted): string {
  const { publication, feed, format } = input;
  const render = (items: readonly FeedItem[]) => RENDERERS[format](feedModel(input, { items }));
  const articles = input.articles.map((article) => shownArticle(article, publication));
  const { items, body } =
    feed.kind === 'archive'
      ? fitContents(abridgedItems(articles), { format, render })
      : fitItems(itemsOf(articles.slice(0, publication.feedItems ?? USUAL_ITEMS)), { format, render });
  return only ? RENDERERS[format](feedModel(input, { items, only })) : body;
}

/** Each id once. */
const itemsOf = (articles: readonly ShownArticle[]): readonly FeedItem[] => [
  ...new Map(articles.flatMap(feedItem).map((item) => [item.id, item])).values(),
];

function abridgedItems(articles: readonly ShownArticle[]) {
  const briefs = new Map(itemsOf(articles.map(abridged)).map((item) => [item.id, item]));
  return itemsOf(articles).map((whole) => ({ whole, brief: briefs.get(whole.id) ?? whole }));
}
