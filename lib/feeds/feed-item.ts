import { publishedOf, updatedOf } from '#lib/domain/article-dates.ts';
import type { Attachment, Image } from '#lib/domain/article-draft.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { slugify } from '#lib/domain/slug.ts';
import { withCorrections } from './corrections.ts';
import { withPicture } from './picture.ts';
import { instantIn, languageIn, mediaTypeIn, safe, textIn, webUrl } from './safe.ts';
import type { ShownArticle } from './shown-article.ts';

/** An article as every format shows it: text is plain unless it is called HTML, every address and date is real. */
export interface FeedItem {
  /** The article's `tag:` URI as it is: nothing may rewrite it. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string | undefined;
  /** The beginning of the content, where a format must have something in place of a summary. */
  readonly excerpt: string | undefined;
  /** The content; nothing in a feed of summaries. */
  readonly html: string | undefined;
  readonly language: string | undefined;
  readonly authors: readonly Person[];
  /** Section and tags; one that is spelled in two ways is one. */
  readonly categories: readonly { readonly term: string; readonly label: string }[];
  readonly image: Image | undefined;
  readonly attachments: readonly Attachment[];
  readonly published: Instant;
  /** The last change that readers should notice. */
  readonly updated: Instant;
}

interface Person {
  readonly name: string;
  readonly url: string | undefined;
  readonly avatar: string | undefined;
}

/** Nothing when the article has no address or no date to show it by. */
export function feedItem(article: ShownArticle): FeedItem[] {
  const url = webUrl(article.url);
  const published = instantIn(publishedOf(article));
  if (!url || !published) return [];
  const { uri, content, corrections, authors, attachments } = article;
  const image = imageOf(article);
  const item = {
    ...{ id: safe(uri), url, published, updated: instantIn(updatedOf(article)) ?? published },
    title: textIn(article.title) ?? '',
    summary: textIn(article.summary),
    excerpt: textIn(article.excerpt),
    html: content && withPicture(withCorrections(content.html, corrections), image),
    language: languageIn(article.language),
    authors: authors.flatMap(personOf),
    categories: categoriesOf(article),
    image,
    attachments: attachments.flatMap(attachmentOf),
  };
  return [item];
}

function personOf(author: ShownArticle['authors'][number]): Person[] {
  const name = textIn(author.name);
  return name ? [{ name, url: webUrl(author.url), avatar: webUrl(author.avatar) }] : [];
}

function categoriesOf({ section, tags }: ShownArticle): FeedItem['categories'] {
  const labels = [section, ...tags].flatMap((name) => textIn(name) ?? []);
  const categories = new Map<string, string>();
  for (const label of labels) {
    const term = slugify(label);
    if (term && !categories.has(term)) categories.set(term, label);
  }
  return [...categories].map(([term, label]) => ({ term, label }));
}

function imageOf({ image }: ShownArticle): Image | undefined {
  const url = webUrl(image?.url);
  return image && url ? { ...image, url, type: mediaTypeIn(image.type) } : undefined;
}

function attachmentOf(attachment: Attachment): Attachment[] {
  const [url, type] = [webUrl(attachment.url), mediaTypeIn(attachment.type)];
  return url && type ? [{ ...attachment, url, type }] : [];
}
