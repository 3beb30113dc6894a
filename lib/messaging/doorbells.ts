import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import * as z from 'zod';
import { describe } from '#lib/domain/describe.ts';
import { PublicationId } from '#lib/domain/publication.ts';

/** What is done for one publication when its bell rings. Rung once or ten times, it does what there is to do. */
export type Answer = (publication: PublicationId) => Promise<unknown>;

/** Runs the answer once for each publication of a batch, however many of its records there are; tells the rings that failed. */
async function answerEach<Ring>(
  rings: readonly Ring[],
  { publicationOf, answer }: Door<Ring>,
): Promise<readonly Ring[]> {
  const failed: Ring[] = [];
  for (const [publication, ringsOfIt] of Map.groupBy(rings, publicationOf)) {
    try {
      if (publication === undefined) throw new TypeError('the record names no publication');
      await answer(publication);
    } catch (error) {
      console.error({ outcome: 'failed', publication, rings: ringsOfIt.length, error: describe(error) });
      failed.push(...ringsOfIt);
    }
  }
  return failed;
}

interface Door<Ring> {
  readonly publicationOf: (ring: Ring) => PublicationId | undefined;
  readonly answer: Answer;
}

/** The publication whose sequence head a stream record is about: all that the record is good for. */
function publicationOfHead({ dynamodb }: DynamoDBRecord): PublicationId | undefined {
  const head = /^Q#(.+)$/.exec(dynamodb?.Keys?.pk?.S ?? '')?.[1];
  return PublicationId.safeParse(head).data;
}

const Message = z.object({ partitionkey: PublicationId });

/** The publication that an event's SNS message, delivered raw, is about. */
function publicationOfMessage({ body }: SQSRecord): PublicationId | undefined {
  try {
    return Message.parse(JSON.parse(body)).partitionkey;
  } catch {
    return undefined;
  }
}

/** The table's stream as a doorbell. What failed comes again, from the first record that did. */
export function streamDoorbell(answer: Answer) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set(await answerEach(Records, { publicationOf: publicationOfHead, answer }));
    const first = Records.find((record) => failed.has(record));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
}

/** A queue as a doorbell. Only the messages of what failed come again, so that a poisonous one ends up dead alone. */
export function queueDoorbell(answer: Answer) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await answerEach(Records, { publicationOf: publicationOfMessage, answer });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
