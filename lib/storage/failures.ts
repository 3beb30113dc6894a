import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { Failure } from '#lib/domain/failure.ts';
import type { Item } from './keys.ts';

/** SDK to Failure, the only place: whatever the table says that its caller did not expect, it is the table's trouble. */
export function refused(cause: unknown): never {
  if (cause instanceof Failure) throw cause;
  throw new Failure('storage.unavailable', 'the table cannot be read or written at the moment', {
    cause,
    extra: { retryAfter: 1 },
  });
}

/** Why each item of a transaction was refused, in the items' order; nothing when it failed for another reason. */
export function cancellations(error: unknown): readonly CancellationReason[] | undefined {
  return error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
}

export const conditionFailed = (reason: CancellationReason | undefined): boolean =>
  reason?.Code === 'ConditionalCheckFailed';

export const conflicted = (reason: CancellationReason | undefined): boolean => reason?.Code === 'TransactionConflict';

export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/** The item, or none, because of which a condition did not hold; it asks for `ALL_OLD`. */
export const foundInTheWay = (error: unknown): Item =>
  error instanceof ConditionalCheckFailedException ? (error.Item ?? {}) : refused(error);

/** Of a transaction, by its first item: the one whose condition says whether the rest is to be. */
export const firstConditionFailed = (error: unknown): boolean => conditionFailed(cancellations(error)?.[0]);

/** For a write that has nothing to do where its condition does not hold. */
export const unlessConditionFailed = (error: unknown): undefined =>
  isConditionFailure(error) ? undefined : refused(error);
