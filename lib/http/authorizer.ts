import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { describe } from '#lib/domain/describe.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { Admission } from '#lib/usecases/admit.ts';
import { contextOf, type Verdict } from './caller.ts';

/** When the table may answer again. */
const RETRY_SECONDS = 1;

type Answer = APIGatewaySimpleAuthorizerWithContextResult<Record<string, string>>;

/**
 * Finds out who calls and lets the function behind say what follows: API Gateway's own 401, 403 and 500 cannot be problem
 * documents. That includes that it cannot be found out at the moment; only a defect stops the request here.
 */
export function authorizer(admit: (header: string | undefined) => Promise<Admission>) {
  return async ({ headers }: APIGatewayRequestAuthorizerEventV2): Promise<Answer> => {
    const verdict = await admit(headers?.authorization).catch(unavailable);
    if ('key' in verdict && verdict.uncounted !== undefined)
      console.warn({ outcome: 'uncounted', keyId: verdict.key.id, error: describe(verdict.uncounted) });
    return { isAuthorized: true, context: contextOf(verdict) };
  };
}

/** The function behind is told no more than that, so the log of this one has to say why. */
function unavailable(error: unknown): Verdict {
  if (!(error instanceof Failure && error.code === 'storage.unavailable')) throw error;
  console.error({ outcome: error.code, error: describe(error) });
  return { refused: error.code, retryAfter: RETRY_SECONDS };
}
