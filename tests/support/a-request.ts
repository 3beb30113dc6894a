import type { ApiRequest } from '#lib/http/request.ts';

/** A request to read what is at an address. */
export const aRequest = (path: string, over: Partial<ApiRequest> = {}): ApiRequest => ({
  ...{ method: 'GET', path, query: new URLSearchParams(), params: {} },
  header: () => undefined,
  json: () => undefined,
  form: () => new URLSearchParams(),
  fingerprint: () => '',
  ...over,
});
