import { type BatchResultErrorEntry, PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { Failure } from '#lib/domain/failure.ts';
import { fitted } from '#lib/events/claim-check.ts';
import type { PublicEvent } from '#lib/events/public-event.ts';
import type { Topic } from '#lib/usecases/ports.ts';
import { attributesOf } from './attributes.ts';

interface Options {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly publicUrl: string;
}

// SNS takes 262,144 bytes a batch, attributes included: this leaves room for how it may count them.
const BATCH_BYTES = 240_000;
const BATCH_SIZE = 10;
/** Refusals that no second try will change. Anything else may pass. */
const FOR_GOOD = new Set(['InvalidParameter', 'InvalidParameterValue', 'ParameterValueInvalid', 'BatchEntryTooLong']);

/** The SNS topic: events whole when they fit, as claim checks when they do not. */
export function snsTopic({ client, topicArn, publicUrl }: Options): Topic {
  async function publishBatch(batch: readonly Message[]): Promise<readonly Result[]> {
    const entries = batch.map(({ text, attributes }, index) => ({
      Id: String(index),
      Message: text,
      MessageAttributes: attributes,
    }));
    const command = new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries });
    // A 200 can hold failed entries.
    const { Failed = [] } = await client.send(command);
    const failures = new Map(Failed.map((failure) => [failure.Id, failure]));
    return entries.map(({ Id }) => resultOf(failures.get(Id)));
  }

  return {
    async publish(events) {
      const results: Result[] = [];
      for (const batch of batches(events.map((event) => messageOf(event, publicUrl)))) {
        results.push(...(await publishBatch(batch).catch(unavailable)));
        if (results.some((result) => result !== 'taken')) break;
      }
      return events.map((_, index) => results[index] ?? 'failed');
    },
  };
}

type Result = Awaited<ReturnType<Topic['publish']>>[number];

interface Message {
  readonly text: string;
  readonly attributes: ReturnType<typeof attributesOf>;
  readonly bytes: number;
}

function messageOf(event: PublicEvent, publicUrl: string): Message {
  const text = JSON.stringify(fitted(event, publicUrl));
  const attributes = attributesOf(event);
  return { text, attributes, bytes: Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(attributes)) };
}

function resultOf(failure: BatchResultErrorEntry | undefined): Result {
  if (!failure) return 'taken';
  return failure.SenderFault && FOR_GOOD.has(failure.Code ?? '') ? 'refused' : 'failed';
}

function unavailable(cause: unknown): never {
  throw new Failure('topic.unavailable', 'the SNS topic did not take the events', { cause });
}

function* batches(messages: readonly Message[]): Generator<readonly Message[]> {
  let batch: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (batch.length === BATCH_SIZE || (batch.length > 0 && bytes + message.bytes > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += message.bytes;
  }
  if (batch.length > 0) yield batch;
}
