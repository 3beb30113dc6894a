import type { ArticleView } from '#lib/domain/article-view.ts';
import { type FeedFormat, type FeedId, feedName, feedUrl } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import { withCorrections } from './corrections.ts';
import { safe, webUrl } from './safe.ts';

export interface FeedInput {
  readonly publication: Publication;
  readonly feed: FeedId;
  readonly format: FeedFormat;
  readonly publicUrl: string;
  /** Newest first, and published. */
  readonly articles: readonly ArticleView[];
  /** What was taken out: of some it is known that they are gone from everywhere, and under which id. */
  readonly gone: readonly { readonly at: Instant; readonly uri?: string | undefined }[];
}

/** A feed before it has a format: every text safe to carry, every address absolute, every date real. */
export interface FeedModel {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly home: string;
  readonly self: string;
  readonly language: string;
  /** Of the newest thing that the feed shows or has ceased to show. */
  readonly updated: Instant;
  readonly publisher: string;
  readonly copyright?: string;
  readonly icon?: string;
  readonly logo?: string;
  readonly favicon?: string;
  readonly items: readonly FeedItem[];
  readonly deleted: readonly { readonly uri: string; readonly at: Instant }[];
}

export interface FeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary?: string;
  readonly language?: string;
  readonly published: Instant;
  readonly updated: Instant;
  readonly authors: readonly { readonly name: string; readonly url?: string; readonly avatar?: string }[];
  readonly categories: readonly { readonly term: string; readonly label: string }[];
  readonly image?: FeedImage;
  readonly attachments: readonly FeedAttachment[];
}

export interface FeedImage {
  readonly url: string;
  readonly alt?: string;
  readonly credit?: string;
  readonly width?: number;
  readonly height?: number;
  readonly type?: string;
  readonly length?: number;
}

export interface FeedAttachment {
  readonly url: string;
  readonly type: string;
  readonly title?: string | undefined;
  readonly length?: number | undefined;
  readonly duration?: number | undefined;
}

export function feedModel({ publication, feed, format, publicUrl, articles, gone }: FeedInput): FeedModel {
  const { id, authority, copyright, language } = publication;
  const title = safe(publication.title);
  return {
    id: encodeURI(`tag:${authority}:${id}${feed.kind === 'publication' ? '' : `/${feedName(feed)}`}`),
    title: feed.kind === 'publication' ? title : `${title}: ${labelOf(feed, articles)}`,
    description: safe(publication.description ?? '') || `The latest from ${title}`,
    home: webUrl(publication.url) ?? `${publicUrl}/${id}/`,
    self: feedUrl(feed, { publicUrl, publication: id, format }),
    language,
    updated: newest([publication.modifiedAt, ...articles.map((one) => one.modifiedAt), ...gone.map((one) => one.at)]),
    publisher: title,
    ...defined({ copyright: copyright && safe(copyright), icon: webUrl(publication.icon) }),
    ...defined({ logo: webUrl(publication.logo), favicon: webUrl(publication.favicon) }),
    items: articles.map(itemOf),
    deleted: gone.flatMap(({ uri, at }) => (uri ? [{ uri, at }] : [])),
  };
}

function itemOf(article: ArticleView): FeedItem {
  const {
    id,
    uri,
    url,
    title,
    content,
    summary,
    language,
    createdAt,
    publishedAt = createdAt,
    updatedAt,
    image,
  } = article;
  return {
    id: uri,
    url: webUrl(url) ?? uri,
    title: safe(title) || id,
    html: safe(withCorrections(content.html, article.corrections)),
    published: publishedAt,
    updated: newest([publishedAt, updatedAt]),
    authors: article.authors.map(({ name, ...author }) => ({
      name: safe(name) || author.id,
      ...defined({ url: webUrl(author.url), avatar: webUrl(author.avatar) }),
    })),
    categories: [article.section ?? '', ...article.tags].flatMap((label) =>
      slugify(label) ? [{ term: slugify(label), label: safe(label) }] : [],
    ),
    attachments: article.attachments.flatMap(({ url, title, ...rest }) => {
      const address = webUrl(url);
      return address ? [{ ...rest, url: address, ...defined({ title: title && safe(title) }) }] : [];
    }),
    ...defined({ summary: summary && safe(summary), language, image: imageOf(image) }),
  };
}

function imageOf(image: ArticleView['image']): FeedImage | undefined {
  const url = webUrl(image?.url);
  if (!image || !url) return undefined;
  const { width, height, type, length } = image;
  const alt = image.alt || image.caption;
  return {
    url,
    ...defined({ alt: alt && safe(alt), credit: image.credit && safe(image.credit), width, height, type, length }),
  };
}

/** A section, tag or author as its articles name it; its slug or id when none does any more. */
function labelOf(feed: Exclude<FeedId, { kind: 'publication' }>, articles: readonly ArticleView[]): string {
  const names = articles.flatMap(({ section, tags, authors }) => {
    if (feed.kind === 'author') return authors.filter(({ id }) => id === feed.name).map(({ name }) => name);
    return (feed.kind === 'section' ? [section ?? ''] : tags).filter((name) => slugify(name) === feed.name);
  });
  return safe(names[0] ?? feed.name);
}

/** Instants sort as text. */
const newest = (instants: readonly [Instant, ...Instant[]]): Instant => instants.toSorted().at(-1) ?? instants[0];

type Defined<Value> = { [Name in keyof Value]?: Exclude<Value[Name], undefined | ''> };

/** Without what is empty: an absent element says nothing, an empty one says something wrong. */
function defined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && one !== ''),
  ) as Defined<Value>;
}
