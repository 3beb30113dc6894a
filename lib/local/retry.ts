/** What an event source does after a failed attempt at a batch. */
export type Next<Item> =
  | { readonly kind: 'again'; readonly batch: readonly Item[]; readonly attempt: number; readonly done: number }
  | { readonly kind: 'give-up'; readonly dropped: readonly Item[]; readonly done: number };

interface Attempt<Item> {
  readonly batch: readonly Item[];
  /** From 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly bisect: boolean;
  /** The place of the first item that was reported as failed; none when the whole invocation failed. */
  readonly failedAt: number | undefined;
}

/**
 * AWS Lambda's way with a stream's failed batch: what comes before the first reported failure is done; the rest comes
 * again, halved when the whole failed and it may be; what has failed too often is given up, so that the stream goes on.
 */
export function afterFailure<Item>({ batch, attempt, maxAttempts, bisect, failedAt = 0 }: Attempt<Item>): Next<Item> {
  const rest = batch.slice(failedAt);
  const halved = bisect && failedAt === 0 && rest.length > 1;
  if (halved) return { kind: 'again', batch: rest.slice(0, Math.ceil(rest.length / 2)), attempt: attempt + 1, done: 0 };
  if (attempt >= maxAttempts) {
    const dropped = rest.slice(0, 1);
    return { kind: 'give-up', dropped, done: failedAt + 1 };
  }
  return { kind: 'again', batch: rest, attempt: failedAt > 0 ? 1 : attempt + 1, done: failedAt };
}
