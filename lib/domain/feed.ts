/**
 * The lists that readers can follow. `name` is a slug, an author's id, a language tag in lower case, an archive's number or
 * a composition's name.
 */
export type FeedId =
  | { readonly kind: 'publication' }
  | { readonly kind: 'section' | 'tag' | 'author' | 'language' | 'archive'; readonly name: string }
  | { readonly kind: 'composed'; readonly name: string };

export const FEED_FORMATS = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** The last segment of a feed's address, in each format. */
export const FEED_DOCUMENTS = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' } as const satisfies Record<
  FeedFormat,
  string
>;

/** What stands before a list's name in its address. */
const FOLDERS = {
  section: 'sections',
  tag: 'tags',
  author: 'authors',
  language: 'languages',
  archive: 'archive',
} as const;
type Named = keyof typeof FOLDERS;

/** The kind of list that is in a folder; nothing when there is no such folder. */
export const kindIn = (folder: string): Named | undefined =>
  (Object.keys(FOLDERS) as Named[]).find((kind) => FOLDERS[kind] === folder);

/** `publication`, `section:world`, `tag:climate`, `author:ada-example`: a feed's name within its publication. */
export const feedName = (feed: FeedId): string =>
  feed.kind === 'publication' ? feed.kind : `${feed.kind}:${feed.name}`;

/** The feed that `feedName` names; nothing when it names none. */
export function feedNamed(text: string): FeedId | undefined {
  if (text === 'publication') return { kind: text };
  const [, kind = '', name = ''] = /^(\w+):(.+)$/.exec(text) ?? [];
  return kind === 'composed' || Object.hasOwn(FOLDERS, kind) ? ({ kind, name } as FeedId) : undefined;
}

/** The feed's canonical address (its WebSub topic): one representation, never negotiated. */
export function feedUrl(feed: FeedId, at: { publicUrl: string; publication: string; format: FeedFormat }): string {
  const home = `${at.publicUrl}/${at.publication}`;
  const document = FEED_DOCUMENTS[at.format];
  if (feed.kind === 'publication') return `${home}/${document}`;
  if (feed.kind === 'composed') return `${home}/${document}?${feed.name}`;
  return `${home}/${FOLDERS[feed.kind]}/${encodeURIComponent(feed.name)}/${document}`;
}

/** Where WebSub subscribers of any feed ask for it. */
export const hubUrl = (publicUrl: string): string => `${publicUrl}/hub`;

/** The hub and the feed's own address, in one header: WebSub §4 wants it of the publisher, and §7 of the hub. */
export const feedLinks = (self: string, publicUrl: string): string =>
  `<${hubUrl(publicUrl)}>; rel="hub", <${self}>; rel="self"`;
