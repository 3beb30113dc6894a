import { publishedOf, updatedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import { frontPath, listPath } from '#lib/domain/page-url.ts';
import { asEscape, onlySafe } from '#lib/domain/text.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { canonicalOf } from './addresses.ts';
import { logoOf } from './head.ts';
import { type Html, trusted } from './html.ts';
import { tongueOf } from './language.ts';
import type { Site } from './page.ts';

type Reading = Site & { readonly article: ArticleView };

/** The article in the words of schema.org, for search engines. What is undefined, JSON leaves out. */
export function newsArticle(reading: Reading): Html {
  const { article, publication, publicUrl } = reading;
  const { title, summary, excerpt, section, tags, corrections, readingMinutes, language } = article;
  const canonical = canonicalOf(article, publicUrl);
  return embedded({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: canonical,
    url: canonical,
    identifier: article.uri,
    headline: title,
    description: summary ?? excerpt,
    image: imageOf(article),
    datePublished: publishedOf(article),
    dateModified: updatedOf(article),
    author: authorsOf(reading),
    publisher: publisherOf(reading),
    isAccessibleForFree: true,
    inLanguage: language ?? tongueOf(publication).lang,
    articleSection: section,
    keywords: tags.length > 0 ? tags : undefined,
    timeRequired: readingMinutes && `PT${readingMinutes}M`,
    correction:
      corrections.length > 0
        ? corrections.map(({ at, note }) => ({ '@type': 'CorrectionComment', text: note, datePublished: at }))
        : undefined,
  });
}

function imageOf({ image }: ArticleView): object[] | undefined {
  const url = webUrl(image?.url);
  if (!image || !url) return undefined;
  const { caption, alt, credit: creditText, width, height } = image;
  return [{ '@type': 'ImageObject', url, caption: caption ?? alt, creditText, width, height }];
}

function authorsOf({ article, publication, publicUrl }: Reading): object[] {
  if (article.authors.length === 0) return [{ '@type': 'Organization', name: publication.title }];
  return article.authors.map(({ id, name, avatar, url }) => ({
    '@type': 'Person',
    name,
    url: `${publicUrl}${listPath({ kind: 'author', name: id }, publication.id)}`,
    image: webUrl(avatar),
    sameAs: webUrl(url),
  }));
}

function publisherOf(site: Site): object {
  const { title: name, url, links, id } = site.publication;
  const logo = logoOf(site);
  return {
    '@type': 'NewsMediaOrganization',
    name,
    url: webUrl(url) ?? `${site.publicUrl}${frontPath(id)}`,
    logo: logo && { '@type': 'ImageObject', url: logo },
    sameAs: links?.flatMap((link) => webUrl(link.url) ?? []),
  };
}

/** JSON within a `script` element, which knows no escapes of HTML: what could end the element, or a line of script, is in JSON's. */
const embedded = (data: object): Html =>
  trusted(JSON.stringify(data, onlySafe).replace(/[<>&\u2028\u2029]/g, asEscape));
