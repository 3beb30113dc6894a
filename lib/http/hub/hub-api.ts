import { Failure } from '#lib/domain/failure.ts';
import { visibleText } from '#lib/domain/text.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import { problemOf, statusOf } from '#lib/http/problem.ts';
import type { ApiResponse } from '#lib/http/request.ts';
import { type RequestDeps, requestSubscription } from '#lib/usecases/request-subscription.ts';
import { subscriptionIn } from './subscription-form.ts';

export interface HubApiDeps extends RequestDeps {
  readonly publicUrl: string;
}

const FORM_BYTES = 16 * 1024;

/** The hub (WebSub §5): what is taken is answered before anybody is asked; what is not, with the reason as plain text. */
export function hubApi(deps: HubApiDeps) {
  return httpHandler(async ({ form }) => {
    await requestSubscription(subscriptionIn(form(FORM_BYTES), deps.publicUrl), deps);
    return text(202, 'The callback will be asked whether it wants this.');
  }, refusal);
}

function refusal(error: unknown, instance: string): ApiResponse {
  if (!(error instanceof Failure)) return problemOf(error, instance);
  const { retryAfter } = error.extra;
  return text(statusOf(error), error.message, {
    ...(typeof retryAfter === 'number' && { 'retry-after': String(retryAfter) }),
  });
}

const text = (status: number, line: string, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `${visibleText(line)}\n`,
});
