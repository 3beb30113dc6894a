import { Readable } from 'node:stream';
import FeedParser, { type Item } from 'feedparser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { DomUtils, parseDocument, parseFeed } from 'htmlparser2';
import RssParser from 'rss-parser';
import type { FeedFormat } from '#lib/domain/feed.ts';

/** An article as software that is not ours reads it out of a feed. What a parser's model has no place for is not there. */
export interface ReadArticle {
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly title: string | undefined;
  /** To the second, which is as far as RSS goes. */
  readonly published?: string;
  readonly summary?: string | undefined;
  readonly content?: string | undefined;
  readonly authors?: readonly (string | undefined)[];
  readonly categories?: readonly (string | undefined)[];
  readonly picture?: string | undefined;
}

type Reader = (feed: string) => Promise<ReadArticle[]> | ReadArticle[];

const toTheSecond = (date: string | Date | null | undefined) =>
  date ? new Date(date).toISOString().slice(0, 19) : 'no date';

/** A description is HTML in RSS, and is compared as what people see. */
const seen = (html: string | null | undefined) =>
  html ? DomUtils.textContent(parseDocument(html).children) : undefined;

/** fast-xml-parser. */
const byFeedsmith: Record<FeedFormat, Reader> = {
  rss: (text) =>
    (parseRssFeed(text).items ?? []).map((item) => ({
      ...{ id: item.guid?.value, url: item.link, title: item.title, published: toTheSecond(item.pubDate) },
      ...{ summary: seen(item.description), content: item.content?.encoded, authors: item.dc?.creators ?? [] },
      categories: (item.categories ?? []).map(({ name }) => name),
      picture: item.media?.contents?.[0]?.url,
    })),
  atom: (text) =>
    (parseAtomFeed(text).entries ?? []).map((entry) => ({
      ...{ id: entry.id, url: entry.links?.[0]?.href, title: entry.title?.value },
      ...{ published: toTheSecond(entry.published), summary: entry.summary?.value, content: entry.content?.value },
      authors: (entry.authors ?? []).map(({ name }) => name),
      categories: (entry.categories ?? []).map(({ label }) => label),
      picture: entry.media?.contents?.[0]?.url,
    })),
  json: (text) =>
    (parseJsonFeed(text).items ?? []).map((item) => ({
      ...{ id: item.id, url: item.url, title: item.title, published: toTheSecond(item.date_published) },
      ...{ summary: item.summary, content: item.content_html, categories: item.tags ?? [], picture: item.image },
      authors: (item.authors ?? []).map(({ name }) => name),
    })),
};

interface XmlNode {
  readonly $?: Readonly<Record<string, string>>;
  readonly name?: readonly string[];
}

interface Kept {
  readonly id?: string;
  readonly description?: string;
  readonly encoded?: string;
  readonly creators?: readonly string[];
  readonly authors?: readonly XmlNode[];
  readonly labels?: readonly XmlNode[];
  readonly media?: readonly XmlNode[];
}

const all = { keepArray: true };
const rssParser = new RssParser<object, Kept>({
  customFields: {
    item: [
      ['description', 'description'],
      ['content:encoded', 'encoded'],
      ['dc:creator', 'creators', all],
      ['author', 'authors', all],
      ['category', 'labels', all],
      ['media:content', 'media', all],
    ],
  },
});

const rssItems = async (text: string) => (await rssParser.parseString(text)).items;

/** xml2js. Unless it is told to keep them, it drops all authors but the first, and the categories of Atom. */
const byRssParser: Partial<Record<FeedFormat, Reader>> = {
  rss: async (text) =>
    (await rssItems(text)).map((item) => ({
      ...{ id: item.guid, url: item.link, title: item.title, published: toTheSecond(item.isoDate) },
      ...{ summary: seen(item.description), content: item.encoded, authors: item.creators ?? [] },
      ...{ categories: item.categories ?? [], picture: item.media?.[0]?.$?.url },
    })),
  atom: async (text) =>
    (await rssItems(text)).map((item) => ({
      ...{ id: item.id, url: item.link, title: item.title, published: toTheSecond(item.isoDate) },
      ...{ summary: item.summary, content: item.content, picture: item.media?.[0]?.$?.url },
      authors: (item.authors ?? []).flatMap(({ name }) => name ?? []),
      categories: (item.labels ?? []).map(({ $ }) => $?.label),
    })),
};

async function itemsByFeedParser(text: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of Readable.from([text]).pipe(new FeedParser({}))) items.push(item);
  return items;
}

interface SaxNode {
  readonly '#'?: string;
  readonly '@': Readonly<Record<string, string>>;
  readonly name?: SaxNode;
}

const listOf = (nodes: SaxNode | SaxNode[] | undefined): SaxNode[] => [nodes ?? []].flat();

const fromItem = (item: Item) => ({
  ...{ id: item.guid, url: item.link, published: toTheSecond(item.pubdate), picture: item.image.url },
  content: item.description,
});

/**
 * sax. What it makes of an item itself loses things, which are taken from the elements that it read: its `title` is without
 * what looks like tags, its `author` is one name (the feed's, where an Atom entry has several), its `categories` are terms.
 */
const byFeedParser: Partial<Record<FeedFormat, Reader>> = {
  rss: async (text) =>
    (await itemsByFeedParser(text)).map((item) => ({
      ...{ ...fromItem(item), title: item['rss:title']['#'], summary: seen(item['rss:description']?.['#']) },
      authors: listOf(item['dc:creator']).map((creator) => creator['#']),
      categories: item.categories,
    })),
  atom: async (text) =>
    (await itemsByFeedParser(text)).map((item) => ({
      ...{ ...fromItem(item), title: item['atom:title']['#'], summary: item['atom:summary']?.['#'] },
      authors: listOf(item['atom:author']).map(({ name }) => name?.['#']),
      categories: listOf(item['atom:category']).map((category) => category['@'].label),
    })),
};

/**
 * Its own engine. It has neither authors nor categories, one text (in Atom the content, where there is no summary) and one
 * date (in Atom that of the last change).
 */
const byHtmlParser: Reader = (text) =>
  (parseFeed(text)?.items ?? []).map((item) => ({
    ...{ id: item.id, url: item.link, title: item.title },
    picture: item.media[0]?.url,
  }));

export const PARSERS: Readonly<Record<string, Partial<Record<FeedFormat, Reader>>>> = {
  feedsmith: byFeedsmith,
  'rss-parser': byRssParser,
  feedparser: byFeedParser,
  htmlparser2: { rss: byHtmlParser, atom: byHtmlParser },
};
