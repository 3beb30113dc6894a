import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';

/** Tells whether a client would take what is new alone (RFC 3229 §10.5, with the manipulation `feed`). */
export const takesDeltas = ({ method, header }: Pick<ApiRequest, 'method' | 'header'>): boolean =>
  method === 'GET' && /(?:^|,)\s*feed\s*(?:$|[,;])/i.test(header('a-im') ?? '');

/** What is said in place of the whole: not to be kept, since it is the answer to one client's tag. */
export function deltaOf(body: Uint8Array, { etag, whole }: { etag: string; whole: ApiResponse }): ApiResponse {
  const { 'content-encoding': _coding, ...headers } = whole.headers ?? {};
  const own = { etag, im: 'feed', 'cache-control': 'no-store', vary: 'A-IM, If-None-Match, Accept-Encoding' };
  return { status: 226, headers: { ...headers, ...own }, body };
}
