import { describe, expect, it } from 'vitest';
import { callLimits } from '#lib/runtime/time-limits.ts';
import { ofType, synthesize } from './synthesize.ts';

const functions = ofType(synthesize().template, 'AWS::Lambda::Function').map(
  ([name, { Properties }]) => [name, Number(Properties.Timeout) * 1000] as const,
);
const named = (id: string) => functions.filter(([name]) => name.startsWith(`Functions${id}`));

/** Between two tries the SDK pauses at most twice its base, which is 50 ms. */
const PAUSE_MS = 100;

describe('every function', () => {
  it.each(functions)('%s has time for three calls that nobody answers, and to say so', (_, functionMs) => {
    const { callMs } = callLimits(functionMs);
    expect(3 * callMs).toBeLessThanOrEqual(functionMs - 1_000);
  });

  it.each(functions)('%s tries a call twice, each time for half a second or more', (_, functionMs) => {
    const { callMs, tryMs } = callLimits(functionMs);
    expect(tryMs).toBeGreaterThanOrEqual(500);
    expect(2 * tryMs + PAUSE_MS).toBeLessThanOrEqual(callMs);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
it.each(named('Authorizer'))('%s ends before API Gateway stops waiting for an authorizer', (_, functionMs) => {
  expect(functionMs).toBeLessThan(10_000);
});

it.each(['Publishers', 'Log', 'Feeds', 'Pages', 'Docs', 'Hub'].flatMap(named))(
  '%s ends before API Gateway stops waiting for an answer',
  (_, functionMs) => {
    expect(functionMs).toBeLessThan(30_000);
  },
);

it('a page of deliveries ends within its lease, though its last call goes unanswered', () => {
  // Posts are begun for 8 seconds, and one takes at most 15: see lib/usecases/send-errands.ts and drain-endpoint.ts.
  expect(8_000 + 15_000 + callLimits(90_000).callMs).toBeLessThan(30_000);
});
