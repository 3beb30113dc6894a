import type * as z from 'zod';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import type { Author } from '#lib/domain/author.ts';
import { type Session, unlessMissing } from './session.ts';

/** An article that has been written, and where people read it. */
export interface Placed {
  readonly id: string;
  readonly url: string;
  readonly warnings: readonly string[];
}

/** An article that is there already. */
export interface Known {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
  readonly publishedAt?: string | undefined;
}

export type Draft = z.input<typeof ArticleDraft>;

/** What importing and publishing ask of the API. */
export interface ArticleDesk {
  readonly addBatch: (drafts: readonly Draft[]) => Promise<readonly Placed[]>;
  readonly find: (externalId: string) => Promise<Known | undefined>;
  readonly holds: (id: string) => Promise<boolean>;
  readonly add: (draft: Draft, once?: { readonly idempotencyKey: string }) => Promise<Placed>;
  readonly replace: (known: Known, draft: Draft) => Promise<Placed & { readonly changed: boolean }>;
  readonly putAuthor: (author: Omit<Author, 'modifiedAt'>) => Promise<void>;
}

type Shown = Omit<Placed, 'warnings'> & { readonly warnings?: readonly string[] | undefined };

const placed = ({ id, url, warnings = [] }: Shown): Placed => ({ id, url, warnings });

const ARTICLES = '/v1/publications/{publication}/articles';
const ARTICLE = '/v1/publications/{publication}/articles/{article}';

export function articleDesk({ client, publication }: Session): ArticleDesk {
  const path = { publication };
  return {
    async addBatch(drafts) {
      const body = { articles: [...drafts] };
      const { data } = await client.POST('/v1/publications/{publication}/article-batches', { params: { path }, body });
      return data.results.map(placed);
    },
    async find(externalId) {
      return (await client.GET(ARTICLES, { params: { path, query: { externalId } } })).data.articles[0];
    },
    async holds(article) {
      return (await unlessMissing(client.GET(ARTICLE, { params: { path: { ...path, article } } }))) !== undefined;
    },
    async add(body, once) {
      const header = once && { 'Idempotency-Key': `"${once.idempotencyKey}"` };
      return placed((await client.POST(ARTICLES, { params: { path, ...(header && { header }) }, body })).data);
    },
    async replace({ id: article, revision }, body) {
      const etag = `"${revision}"`;
      const header = { 'If-Match': etag, 'Idempotency-Key': `"${crypto.randomUUID()}"` };
      const { data, response } = await client.PUT(ARTICLE, { params: { path: { ...path, article }, header }, body });
      return { ...placed(data), changed: response.headers.get('etag') !== etag };
    },
    async putAuthor({ id: author, ...body }) {
      await client.PUT('/v1/publications/{publication}/authors/{author}', {
        params: { path: { ...path, author } },
        body,
      });
    },
  };
}
