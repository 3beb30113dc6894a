import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import type { Verdict } from '#lib/usecases/authenticate.ts';
import { contextOf } from './caller.ts';

/**
 * Finds out who calls and lets the function behind say what follows: API Gateway's own 401 and 403 cannot be problem
 * documents. What it cannot find out is a defect, and stops the request.
 */
export function authorizer(authenticate: (header: string | undefined) => Promise<Verdict>) {
  return async ({
    headers,
  }: APIGatewayRequestAuthorizerEventV2): Promise<
    APIGatewaySimpleAuthorizerWithContextResult<Record<string, string>>
  > => ({
    isAuthorized: true,
    context: contextOf(await authenticate(headers?.authorization)),
  });
}
