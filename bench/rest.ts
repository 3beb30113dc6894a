import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { PublicationId } from '#lib/domain/publication.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { Bulletin } from '../tests/support/bulletin.ts';

const LOOK_MS = 25;
const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Where a table is asked besides what is measured. */
interface At {
  readonly publications: readonly string[];
  /** @default the address that the instance itself uses */
  readonly endpoint?: string | undefined;
}

/** Waits until every event is relayed and indexed, and no message waits in any queue but those of what was given up. */
export async function untilAtRest({ addresses }: Bulletin, { publications, endpoint }: At): Promise<void> {
  const client = new DynamoDBClient({ ...local, endpoint: endpoint ?? addresses.endpoints.dynamodb });
  const sqs = new SQSClient({ ...local, endpoint: addresses.endpoints.sqs, useQueueUrlAsEndpoint: false });
  const watermarks = dynamoWatermarks({ client, table: 'Bulletin-Table' });
  const isDone = async (publication: string) => {
    const { head, relay, index, hub = head } = await watermarks.standing(publication as PublicationId);
    return relay === head && index === head && hub === head;
  };
  try {
    for (const publication of publications) while (!(await isDone(publication))) await pause(LOOK_MS);
    while ((await waitingIn(sqs)) > 0) await pause(LOOK_MS);
  } finally {
    client.destroy();
    sqs.destroy();
  }
}

async function waitingIn(sqs: SQSClient): Promise<number> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand());
  const counts = await Promise.all(
    QueueUrls.filter((url) => !/(?:DeadLetters|Failures)\w*$/.test(url)).map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const { ApproximateNumberOfMessages = 0, ApproximateNumberOfMessagesNotVisible = 0 } = Attributes;
      return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
