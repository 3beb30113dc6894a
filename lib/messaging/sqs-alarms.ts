import type { SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '#lib/domain/failure.ts';
import type { Alarm, Alarms } from '#lib/usecases/ports.ts';
import { type Message, sendAll } from './sqs-queue.ts';

interface Options {
  readonly client: SQSClient;
  /** Each kind of duty has a queue of its own. */
  readonly queueUrls: { readonly [Kind in Alarm['kind']]?: string };
}

/** A queue whose messages are delivered late: its delay is exact to a second, which a rule that ticks is not. */
export function sqsAlarms({ client, queueUrls }: Options): Alarms {
  return {
    async set(alarms) {
      for (const [kind, some] of Map.groupBy(alarms, (alarm) => alarm.kind)) {
        const queue = { client, queueUrl: queueUrls[kind] ?? '' };
        await sendAll(some.map(messageOf), queue).catch((cause: unknown) => {
          throw new Failure('alarms.unavailable', 'the alarms could not be set', { cause, extra: { retryAfter: 1 } });
        });
      }
    },
  };
}

/** In the words of an event: queues hold both. */
const messageOf = ({ kind, publication, subject, inSeconds }: Alarm): Message => ({
  DelaySeconds: inSeconds,
  MessageBody: JSON.stringify({ kind, partitionkey: publication, subject }),
});
