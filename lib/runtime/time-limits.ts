import { AsyncLocalStorage } from 'node:async_hooks';

/** Kept free at the end of an invocation: to answer, or to hand back what was not done. */
const RESERVE_MS = 1_000;
/** How many calls may go unanswered, one after the other, before an invocation has no time for another one. */
const CALLS = 3;
/** Enough for the largest transaction. With one more call a page of deliveries must still end within its lease. */
const MOST_MS = 6_000;
/** Leaves room in a call for two tries that both run out of time, and for the pause between them. */
const SHARE_OF_A_TRY = 0.45;

export interface CallLimits {
  /** For all tries of a call to AWS and the pauses between them. */
  readonly callMs: number;
  /** For one try, until its answer begins. */
  readonly tryMs: number;
}

/** The limits of every call that a function makes, by the time that an invocation of it has. */
export function callLimits(functionMs: number): CallLimits {
  const callMs = Math.min(MOST_MS, Math.max(0, functionMs - RESERVE_MS) / CALLS);
  return { callMs, tryMs: callMs * SHARE_OF_A_TRY };
}

interface Invocation extends CallLimits {
  /** When its calls must have ended, by `performance.now()`. */
  readonly endsAt: number;
}

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

const invocations = new AsyncLocalStorage<Invocation>();
const NO_INVOCATION: Invocation = { ...callLimits(Number.POSITIVE_INFINITY), endsAt: Number.POSITIVE_INFINITY };

/** Ends all calls to AWS that a handler makes before Lambda ends the handler. */
export function withinTime<Event, Context extends LambdaContext, Result>(
  handle: (event: Event, context: Context) => Result,
) {
  return (event: Event, context: Context): Result => {
    const functionMs = context.getRemainingTimeInMillis();
    const endsAt = performance.now() + functionMs - RESERVE_MS;
    return invocations.run({ ...callLimits(functionMs), endsAt }, () => handle(event, context));
  };
}

/** What a call that begins now is sent with. Throws when there is no time for one. */
export function limitsOfCall(): { readonly requestTimeout: number; readonly abortSignal: AbortSignal } {
  const { callMs, tryMs, endsAt } = invocations.getStore() ?? NO_INVOCATION;
  const ms = Math.min(callMs, endsAt - performance.now());
  if (ms <= 0) throw new Error('the invocation has no time left for a call to AWS');
  return { requestTimeout: tryMs, abortSignal: AbortSignal.timeout(Math.ceil(ms)) };
}
