import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type LogDeps, logApi } from '#lib/http/log/log-api.ts';

export interface LogAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly sequences: number[];
  /** Where the next page is, when there is one. */
  readonly next: string | undefined;
}

/** Asks the function that reads the log, as API Gateway does for a caller whose key is good for it. */
export function askLog(deps: LogDeps, publication: string, { scopes = 'events:read' } = {}) {
  const handler = logApi(deps) as unknown as (
    event: object,
    context: object,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
  return async (query: string, headers: Record<string, string> = {}): Promise<LogAnswer> => {
    const route = 'GET /v1/publications/{publication}/events';
    const lambda = { keyId: 'k', publication: '*', scopes };
    const result = await handler(
      {
        routeKey: route,
        rawPath: `/v1/publications/${publication}/events`,
        rawQueryString: query,
        headers,
        pathParameters: { publication },
        requestContext: { http: { method: 'GET', path: '' }, requestId: 'r', authorizer: { lambda } },
        isBase64Encoded: false,
      },
      {},
    );
    const text = result.body ?? '';
    const answered = result.headers as Record<string, string>;
    const next = /^<[^?]+\?(.+)>; rel="next"$/.exec(answered.link ?? '')?.[1];
    const sequences = [...text.matchAll(/"sequence":"(\d{12})"/g)].map(([, sequence]) => Number(sequence));
    return { status: result.statusCode ?? 0, headers: answered, text, sequences, next };
  };
}
