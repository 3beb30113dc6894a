import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { describe } from '#lib/domain/describe.ts';
import type { Admission } from '#lib/usecases/admit.ts';
import { contextOf } from './caller.ts';

type Answer = APIGatewaySimpleAuthorizerWithContextResult<Record<string, string>>;

/**
 * Finds out who calls and lets the function behind say what follows: API Gateway's own 401 and 403 cannot be problem
 * documents. What it cannot find out is a defect, and stops the request.
 */
export function authorizer(admit: (header: string | undefined) => Promise<Admission>) {
  return async ({ headers }: APIGatewayRequestAuthorizerEventV2): Promise<Answer> => {
    const admission = await admit(headers?.authorization);
    if ('key' in admission && admission.uncounted !== undefined)
      console.warn({ outcome: 'uncounted', keyId: admission.key.id, error: describe(admission.uncounted) });
    return { isAuthorized: true, context: contextOf(admission) };
  };
}
