import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '#lib/domain/failure.ts';
import type { Alarm, Alarms } from '#lib/usecases/ports.ts';

interface Options {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

const BATCH = 10;

/** A queue whose messages are delivered late: its delay is exact to a second, which a rule that ticks is not. */
export function sqsAlarms({ client, queueUrl }: Options): Alarms {
  return {
    async set(alarms) {
      for (let start = 0; start < alarms.length; start += BATCH) {
        const Entries = alarms.slice(start, start + BATCH).map(entryOf);
        const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
        const { Failed = [] } = await client.send(command).catch(unavailable);
        if (Failed.length > 0) unavailable(Failed);
      }
    },
  };
}

/** In the words of an event, so that the event of a scheduled article rings as its alarm does. */
const entryOf = ({ publication, article, inSeconds }: Alarm, index: number) => ({
  Id: String(index),
  DelaySeconds: inSeconds,
  MessageBody: JSON.stringify({ partitionkey: publication, subject: article }),
});

function unavailable(cause: unknown): never {
  throw new Failure('alarms.unavailable', 'the alarms could not be set', { cause });
}
