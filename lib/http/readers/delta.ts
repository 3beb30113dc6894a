import type { Instant } from '#lib/domain/instant.ts';
import { changedAt } from '#lib/feeds/validators.ts';
import { tagsIn } from '#lib/http/conditional.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { Delta } from '#lib/usecases/render-delta.ts';

/**
 * When the feed last changed that a reader has who would take what is new alone (RFC 3229 §10.5, with the manipulation
 * `feed`). Of several tags, the one that has seen the most.
 */
export function sinceIn({ method, header }: Pick<ApiRequest, 'method' | 'header'>): Instant | undefined {
  const takesDeltas = /(?:^|,)\s*feed\s*(?:$|[,;])/i.test(header('a-im') ?? '');
  if (method !== 'GET' || !takesDeltas) return undefined;
  return tagsIn(header('if-none-match') ?? '')
    .flatMap((tag) => changedAt(tag) ?? [])
    .toSorted()
    .at(-1);
}

/** What is said in place of the whole: not to be kept, since it is the answer to one reader's tag. */
export function deltaOf({ body, etag }: Delta, { headers: whole = {} }: ApiResponse): ApiResponse {
  const { 'content-encoding': _coding, ...headers } = whole;
  const own = { etag, im: 'feed', 'cache-control': 'no-store', vary: 'A-IM, If-None-Match, Accept-Encoding' };
  return { status: 226, headers: { ...headers, ...own }, body };
}
