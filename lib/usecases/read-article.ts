import type { Article, ArticleId } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Articles } from './ports.ts';
import { existing } from './unchanged-since.ts';

export async function readArticle(
  { publication, id }: { publication: PublicationId; id: ArticleId },
  { articles }: { articles: Articles },
): Promise<Article> {
  return existing({ found: await articles.get(id), publication, id });
}
