import { Failure } from '#lib/domain/failure.ts';
import type { DeliverBell } from '#lib/usecases/endpoint-ports.ts';
import { type SqsQueue, sendAll } from './sqs-queue.ts';

/** The queue of deliveries, for what does not wait for its time. */
export function sqsDeliverBell(queue: SqsQueue): DeliverBell {
  return {
    async ring({ publication, endpoint, test }) {
      const message = { kind: 'deliver', partitionkey: publication, subject: endpoint, test };
      await sendAll([{ MessageBody: JSON.stringify(message) }], queue).catch((cause: unknown) => {
        throw new Failure('alarms.unavailable', 'the queue of deliveries took no message', {
          cause,
          extra: { retryAfter: 1 },
        });
      });
    },
  };
}
