import type { Article } from '#lib/domain/article.ts';
import type { DocumentFormat } from '#lib/domain/document.ts';
import { Failure } from '#lib/domain/failure.ts';
import { articlePath } from '#lib/domain/page-url.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Articles } from './ports.ts';

interface At {
  readonly publication: PublicationId;
  readonly slug: string;
  readonly format: DocumentFormat;
}

interface Deps {
  readonly articles: Pick<Articles, 'get' | 'named'>;
  readonly publicUrl: string;
}

const ENDINGS: Partial<Record<DocumentFormat, string>> = { markdown: '.md', json: '.json' };

/** The article that is read under a name in its address; or the failure that says what became of it. */
export async function readNamedArticle(
  { publication, slug, format }: At,
  { articles, publicUrl }: Deps,
): Promise<Article> {
  const id = await articles.named(publication, slug);
  const article = id && (await articles.get(id));
  if (article?.status === 'deleted') throw new Failure('article.deleted', 'the article has been deleted');
  if (article?.status === 'withdrawn') {
    const { withdrawnAt } = article;
    throw new Failure('article.withdrawn', 'the article has been withdrawn', { extra: { withdrawnAt } });
  }
  if (article?.status !== 'published') {
    throw new Failure('article.missing', `'${publication}' has published no article under the name '${slug}'`);
  }
  if (article.slug !== slug) {
    const location = `${publicUrl}${articlePath(article)}${ENDINGS[format] ?? ''}`;
    throw new Failure('article.moved', `the article is read at '${location}'`, { extra: { location } });
  }
  return article;
}
