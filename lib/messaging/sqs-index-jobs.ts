import { Failure } from '#lib/domain/failure.ts';
import type { IndexJobs } from '#lib/usecases/feed-ports.ts';
import { type Message, type SqsQueue, sendAll } from './sqs-queue.ts';

/** The queue of the index. */
export function sqsIndexJobs(queue: SqsQueue): IndexJobs {
  const send = (messages: readonly Message[]) =>
    sendAll(messages, queue).catch((cause: unknown) => {
      throw new Failure('alarms.unavailable', 'the queue of the index took no message', { cause });
    });
  return {
    erase: (erasures, { inSeconds } = { inSeconds: 0 }) =>
      send(
        erasures.map(({ publication: partitionkey, ...erasure }) => ({
          DelaySeconds: inSeconds,
          MessageBody: JSON.stringify({ kind: 'erase', partitionkey, ...erasure }),
        })),
      ),
    goOn: (partitionkey) => send([{ MessageBody: JSON.stringify({ partitionkey }) }]),
  };
}
