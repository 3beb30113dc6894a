import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed } from './an-article.ts';
import { readXml, type XmlElement } from './strict-xml.ts';

type FeedOf = Parameters<typeof aFeed>[0];

/** An RSS feed as a strict parser reads it. */
export const rssOf = (of: FeedOf = {}): XmlElement => readXml(renderFeed(aFeed({ ...of, format: 'rss' })));

/** An Atom feed as a strict parser reads it. */
export const atomOf = (of: FeedOf = {}): XmlElement => readXml(renderFeed(aFeed({ ...of, format: 'atom' })));

interface JsonFeed extends Readonly<Record<string, unknown>> {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export const jsonOf = (of: FeedOf = {}): JsonFeed => JSON.parse(renderFeed(aFeed({ ...of, format: 'json' })));
