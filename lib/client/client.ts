import createClient, { type Client, type ParamsOption, type RequestBodyOption } from 'openapi-fetch';
import type { Paths } from './paths.ts';
import { refusalOf } from './refusal.ts';
import { type Retrying, retrying } from './retry.ts';

export interface ClientOptions extends Retrying {
  /** Where Bulletin is: what stands before `/v1`. */
  readonly url: string;
  readonly key: string;
}

/** A call for each method, by the path as the route table has it. What is refused is thrown as a `Refusal`. */
export interface BulletinClient {
  readonly GET: Call<'get'>;
  readonly POST: Call<'post'>;
  readonly PUT: Call<'put'>;
  readonly PATCH: Call<'patch'>;
  readonly DELETE: Call<'delete'>;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathWith<M extends Method> = { [Path in keyof Paths]: M extends keyof Paths[Path] ? Path : never }[keyof Paths];
type At<Path extends keyof Paths, M> = Paths[Path][M & keyof Paths[Path]];

type Call<M extends Method> = <Path extends PathWith<M>>(
  path: Path,
  ...options: Record<never, never> extends Options<At<Path, M>> ? [Options<At<Path, M>>?] : [Options<At<Path, M>>]
) => Promise<Answered<At<Path, M>>>;

type Options<Of> = ParamsOption<Of> & RequestBodyOption<Of> & { signal?: AbortSignal };
type Answered<Of> = { readonly data: Data<Of, 200> | Data<Of, 201> | Data<Of, 204>; readonly response: Response };
type Data<Of, Status extends number> = Of extends { responses: { [S in Status]: infer Answer } }
  ? Answer extends { content: { 'application/json': infer Value } }
    ? Value
    : undefined
  : never;

export function bulletinClient({ url, key, ...retry }: ClientOptions): BulletinClient {
  const client: Client<Paths> = createClient({
    baseUrl: url,
    headers: { authorization: `Bearer ${key}` },
    fetch: retrying(retry),
  });
  client.use({
    // So that sending it again carries it out once, wherever the API can tell.
    onRequest: ({ request }) => {
      if (request.method !== 'POST' || request.headers.has('idempotency-key')) return;
      request.headers.set('idempotency-key', `"${crypto.randomUUID()}"`);
    },
    onResponse: async ({ response }) => {
      if (!response.ok) throw await refusalOf(response);
    },
  });
  // Since a refusal is thrown, what is left has data.
  return client as BulletinClient;
}
