import { Failure } from '#lib/domain/failure.ts';
import type { Doorbell } from '#lib/usecases/ports.ts';
import { type SqsQueue, sendAll } from './sqs-queue.ts';

/** A queue that the topic's events ring, too: in their words, so that whoever answers cannot tell one ring from the other. */
export function sqsDoorbell(queue: SqsQueue): Doorbell {
  return {
    async ring(publications) {
      const messages = publications.map((partitionkey) => ({ MessageBody: JSON.stringify({ partitionkey }) }));
      await sendAll(messages, queue).catch((cause: unknown) => {
        throw new Failure('doorbell.unavailable', 'the feeds could not be rung for', { cause });
      });
    },
  };
}
