import { Failure } from '#lib/domain/failure.ts';
import type { Distribution } from '#lib/usecases/hub-ports.ts';
import { type SqsQueue, sendAll } from './sqs-queue.ts';

/** The queue of the hub. */
export function sqsDistribution(queue: SqsQueue): Distribution {
  return {
    async start(chunks) {
      const messages = chunks.map(({ publication: partitionkey, ...chunk }) => ({
        MessageBody: JSON.stringify({ kind: 'distribute', partitionkey, ...chunk }),
      }));
      await sendAll(messages, queue).catch((cause: unknown) => {
        throw new Failure('alarms.unavailable', 'the queue of the hub took no message', { cause });
      });
    },
  };
}
