import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe } from '#lib/domain/describe.ts';
import { CORS_HEADERS } from './cors.ts';
import { problemOf } from './problem.ts';
import { type ApiRequest, type ApiResponse, requestOf } from './request.ts';

export type Answer = (request: ApiRequest, event: APIGatewayProxyEventV2) => Promise<ApiResponse>;

/** Says what an error is to the caller; `instance` is the request's id. */
type Refusal = (error: unknown, instance: string) => ApiResponse;

type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
type Middleware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** The one pipeline that every HTTP function runs in: failures become problem documents, and each outcome is logged once. */
export function httpHandler(answer: Answer, refusal: Refusal = problemOf): HttpHandler {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(outcomes(refusal))
    .handler(async (event) => resultOf(await answer(requestOf(event), event)));
}

function outcomes(refusal: Refusal): Middleware {
  return {
    onError: (request) => {
      const { event, error } = request;
      const { requestId } = event.requestContext;
      const response = refusal(error, requestId);
      // Below 500 the caller has been told all there is to tell.
      if (response.status >= 500)
        console.error({ outcome: response.status, route: event.routeKey, requestId, error: describe(error) });
      request.response = resultOf(response);
    },
  };
}

function resultOf({ status, headers, body }: ApiResponse): APIGatewayProxyStructuredResultV2 {
  const common = { statusCode: status, headers: { 'x-content-type-options': 'nosniff', ...CORS_HEADERS, ...headers } };
  if (body === undefined) return common;
  if (typeof body === 'string') return { ...common, body };
  return { ...common, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}
