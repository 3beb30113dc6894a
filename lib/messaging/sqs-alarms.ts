import { Failure } from '#lib/domain/failure.ts';
import type { Alarm, Alarms } from '#lib/usecases/ports.ts';
import { type Message, type SqsQueue, sendAll } from './sqs-queue.ts';

/** A queue whose messages are delivered late: its delay is exact to a second, which a rule that ticks is not. */
export function sqsAlarms(queue: SqsQueue): Alarms {
  return {
    async set(alarms) {
      await sendAll(alarms.map(messageOf), queue).catch((cause: unknown) => {
        throw new Failure('alarms.unavailable', 'the alarms could not be set', { cause });
      });
    },
  };
}

/** In the words of an event, so that the event of a scheduled article rings as its alarm does. */
const messageOf = ({ publication, article, inSeconds }: Alarm): Message => ({
  DelaySeconds: inSeconds,
  MessageBody: JSON.stringify({ partitionkey: publication, subject: article }),
});
