import type { Article, ArticleId } from '#lib/domain/article.ts';
import type { Articles, ErasedArticle } from '#lib/usecases/ports.ts';
import { packed, textIn, unpacked } from './codecs.ts';
import { type Item, indexKey, indexKeys, itemKey, keys, positionIn, positionText } from './keys.ts';
import { getItem, getItems, queryAll, type Store } from './store.ts';

/** Published and withdrawn ones are listed by publication, scheduled ones by the time set, drafts by creation. */
const listedAt = ({ publishedAt, publishAt, createdAt }: Article) => publishedAt ?? publishAt ?? createdAt;

export const articleItem = (article: Article): Item => ({
  ...itemKey(keys.article(article.id)),
  ...indexKey({
    pk: indexKeys.byStatus(article.publication, article.status),
    sk: positionText({ at: listedAt(article), id: article.id }),
  }),
  ...packed(article),
  revision: { N: String(article.revision) },
});

export const erasedItem = (article: ErasedArticle): Item => ({
  ...itemKey(keys.article(article.id)),
  ...packed(article),
  revision: { N: String(article.revision) },
});

export function dynamoArticles(store: Store): Articles {
  return {
    async get(id) {
      const item = await getItem(store, keys.article(id), { consistent: true });
      return item && unpacked<Article | ErasedArticle>(item);
    },

    async idOf(publication, externalId) {
      const lock = await getItem(store, keys.externalId(publication, externalId), { consistent: true });
      return lock && (textIn(lock, 'article') as ArticleId);
    },

    async named(publication, slug) {
      const lock = await getItem(store, keys.slug(publication, slug), { consistent: true });
      return lock && (textIn(lock, 'article') as ArticleId);
    },

    async getMany(ids) {
      const items = await getItems(store, ids.map(keys.article));
      const found = new Map<ArticleId, Article>();
      for (const item of items) {
        const article = unpacked<Article | ErasedArticle>(item);
        if (article.status !== 'deleted') found.set(article.id, article);
      }
      return ids.map((id) => found.get(id)).filter((article) => article !== undefined);
    },

    async listByStatus(publication, { status, after, limit }) {
      const items = await queryAll(store, {
        IndexName: 'gsi1',
        KeyConditionExpression: after ? 'gsi1pk = :list AND gsi1sk < :after' : 'gsi1pk = :list',
        ExpressionAttributeValues: {
          ':list': { S: indexKeys.byStatus(publication, status) },
          ...(after && { ':after': { S: positionText(after) } }),
        },
        ScanIndexForward: false,
        Limit: limit,
      });
      return items.map((item) => positionIn(textIn(item, 'gsi1sk')));
    },
  };
}
