import { type AtomFeed, parseFeed } from 'feedsmith';
import { atomEntry } from './atom.ts';
import { rdfEntry, rssEntry } from './rss.ts';
import type { Reading } from './source-entry.ts';
import { withoutProlog } from './source-format.ts';

/** How a document of one entry begins and ends, and what the feed says for all of its entries. */
export interface Frame {
  readonly open: string;
  readonly close: string;
  readonly language: string | undefined;
  readonly authors: readonly AtomFeed.Person[];
}

/** A root element and what a feed says of itself stand within this. */
const MOST = 256 * 1024;
const ROOT = /<((?:[\w.-]+:)?(rss|feed|rdf))(?:\s[^<>]*)?>/i;

/** The frame of a feed, from all that stands before its first entry. What a DOCTYPE declares stays outside. */
export function frameOf(start: string): Frame | undefined {
  const head = withoutProlog(start.slice(0, MOST));
  const root = ROOT.exec(head);
  const [tag, name, kind = ''] = root ?? [];
  if (!root || !tag) return undefined;
  const inChannel = kind.toLowerCase() === 'rss';
  const close = `${inChannel ? '</channel>' : ''}</${name}>`;
  return { open: inChannel ? `${tag}<channel>` : tag, close, ...saidForAll(`${head.slice(root.index)}${close}`) };
}

function saidForAll(document: string): Pick<Frame, 'language' | 'authors'> {
  try {
    const { format, feed } = parseFeed(document);
    if (format === 'atom') return { language: feed.xml?.lang, authors: feed.authors ?? [] };
    return { language: format === 'rss' ? feed.language : undefined, authors: [] };
  } catch {
    return { language: undefined, authors: [] };
  }
}

/** What a feed's entry says, or why it cannot be read. */
export function xmlEntry(entry: string, frame: Frame): Reading {
  const found = parsed(entry, frame) ?? parsed(withoutStrayBrackets(entry), frame);
  return found ?? { kind: 'skipped', reason: 'its XML cannot be read', title: titleIn(entry) };
}

function parsed(entry: string, { open, close, authors }: Frame): Reading | undefined {
  try {
    const { format, feed } = parseFeed(`${open}${entry}${close}`);
    if (format === 'atom') return feed.entries?.[0] && atomEntry(feed.entries[0], authors);
    if (format === 'rdf') return feed.items?.[0] && rdfEntry(feed.items[0]);
    if (format === 'rss') return feed.items?.[0] && rssEntry(feed.items[0]);
    return undefined;
  } catch {
    return undefined;
  }
}

/** A `<` that begins no tag was meant as text. */
const withoutStrayBrackets = (xml: string): string => xml.replace(/<(?![a-z/!?])/gi, '&lt;');

const titleIn = (entry: string): string | undefined => /<title[^<>]*>([^<]{1,300})/i.exec(entry)?.[1]?.trim();
