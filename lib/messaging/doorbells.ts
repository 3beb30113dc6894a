import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import * as z from 'zod';
import { ArticleId } from '#lib/domain/article.ts';
import { describe } from '#lib/domain/describe.ts';
import { EndpointId } from '#lib/domain/endpoint.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { SubscriptionId, TopicId } from '#lib/domain/subscription.ts';

/** What is done for one publication when its bell rings. Rung once or ten times, it does what there is to do. */
export type Answer = (publication: PublicationId) => Promise<unknown>;

/** Runs the answer once for each subject of a batch, however many of its records there are; tells the rings that failed. */
async function answerEach<Ring, Subject>(
  rings: readonly Ring[],
  { subjectOf, answer, together = false }: Door<Ring, Subject>,
): Promise<readonly Ring[]> {
  const failed: Ring[] = [];
  const answerOne = async (text: string | undefined, ringsOfIt: readonly Ring[]) => {
    try {
      if (text === undefined) throw new TypeError('the record does not say what it is about');
      await answer(JSON.parse(text));
    } catch (error) {
      console.error({ outcome: 'failed', subject: text, rings: ringsOfIt.length, error: describe(error) });
      failed.push(...ringsOfIt);
    }
  };
  const subjects = [...Map.groupBy(rings, (ring) => JSON.stringify(subjectOf(ring)))];
  if (together) await Promise.all(subjects.map(([text, ringsOfIt]) => answerOne(text, ringsOfIt)));
  else for (const [text, ringsOfIt] of subjects) await answerOne(text, ringsOfIt);
  return failed;
}

interface Door<Ring, Subject> {
  /** Nothing when the ring does not say. */
  readonly subjectOf: (ring: Ring) => Subject | undefined;
  readonly answer: (subject: Subject) => Promise<unknown>;
  /** Whether subjects are worked on at the same time. @default false */
  readonly together?: boolean;
}

/** The publication whose sequence head a stream record is about: all that the record is good for. */
function publicationOfHead({ dynamodb }: DynamoDBRecord): PublicationId | undefined {
  const head = /^Q#(.+)$/.exec(dynamodb?.Keys?.pk?.S ?? '')?.[1];
  return PublicationId.safeParse(head).data;
}

/** An event, or what names a publication alone. Whatever has a kind is another message, even where it cannot be read. */
const Message = z.object({ partitionkey: PublicationId, kind: z.undefined().optional() });

const AlarmMessage = z.union([
  z
    .object({ partitionkey: PublicationId, subject: ArticleId })
    .transform(({ partitionkey: publication, subject }) => ({ publication, subject })),
  // The sealed event of a plan, which the log has whole.
  z
    .object({ partitionkey: PublicationId, sequence: z.string().regex(/^\d{12}$/), sealed: z.literal(true) })
    .transform(({ partitionkey: publication, sequence }) => ({ publication, sequence: Number(sequence) })),
]);

const EndpointMessage = z
  .object({ kind: z.literal('deliver'), partitionkey: PublicationId, subject: EndpointId, test: z.string().optional() })
  .transform(({ partitionkey: publication, subject: endpoint, test }) => ({ publication, endpoint, test }));
const NewsMessage = Message.transform(({ partitionkey: publication }) => ({
  ...{ publication, endpoint: undefined, test: undefined },
}));
const DeliveryMessage = z.union([EndpointMessage, NewsMessage]);

const ChunkMessage = z
  .object({
    ...{ kind: z.literal('distribute'), partitionkey: PublicationId, topic: TopicId },
    ...{ shard: z.int().nonnegative(), after: z.string().optional() },
  })
  .transform(({ partitionkey: publication, ...chunk }) => ({ publication, ...chunk }));
const SubscriptionMessage = z
  .object({ kind: z.enum(['verify', 'redeliver']), partitionkey: PublicationId, subject: SubscriptionId })
  .transform(({ partitionkey: publication, ...rest }) => ({ publication, ...rest }));
const ScanMessage = z
  .object({
    ...{ kind: z.literal('scan'), partitionkey: PublicationId },
    ...{ upTo: z.int().nonnegative(), after: TopicId.optional() },
  })
  .transform(({ partitionkey: publication, ...scan }) => ({ publication, ...scan }));
const AnnounceMessage = z
  .object({ kind: z.literal('announce'), partitionkey: PublicationId, topic: TopicId })
  .transform(({ partitionkey: publication, ...rest }) => ({ publication, ...rest }));
const HubMessage = z.union([ChunkMessage, ScanMessage, AnnounceMessage, SubscriptionMessage]);
export type HubMessage = z.infer<typeof HubMessage>;

const EraseMessage = z
  .object({
    ...{ kind: z.literal('erase'), partitionkey: PublicationId, article: ArticleId },
    ...{ revision: z.int().positive(), sequence: z.int().positive(), attempt: z.int().nonnegative() },
  })
  .transform(({ partitionkey: publication, ...erasure }) => ({ publication, ...erasure }));
const IndexMessage = z.union([
  EraseMessage,
  Message.transform(({ partitionkey: publication }) => ({ kind: 'index' as const, publication })),
]);
export type IndexMessage = z.infer<typeof IndexMessage>;

/** What a queue's message is about: an event that came over SNS, delivered raw, or what has the same form. */
function messageIn<Form>({ body }: SQSRecord, form: z.ZodType<Form>): Form | undefined {
  try {
    return form.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The table's stream as a doorbell. What failed comes again, from the first record that did. */
export function streamDoorbell(answer: Answer) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set(await answerEach(Records, { subjectOf: publicationOfHead, answer }));
    const first = Records.find((record) => failed.has(record));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
}

/** The queue of the index: an event says that a publication has news; a job names an article whose content is to be erased. */
export function indexQueue(answer: (work: IndexMessage) => Promise<unknown>) {
  return queueOf({ subjectOf: (record: SQSRecord) => messageIn(record, IndexMessage), answer, together: true });
}

/** A queue of alarms: each names an article that may be due, or the event that plans it. */
export function queueOfAlarms(answer: (alarm: z.infer<typeof AlarmMessage>) => Promise<unknown>) {
  return queueOf({ subjectOf: (record: SQSRecord) => messageIn(record, AlarmMessage), answer });
}

/**
 * The queue of what is to be delivered: an event says that a publication has news; an alarm names the endpoint that has
 * something to do, or the test to send to it. All at once: none waits for a receiver that another is slow with.
 */
export function queueOfDeliveries(answer: (delivery: z.infer<typeof DeliveryMessage>) => Promise<unknown>) {
  return queueOf({ subjectOf: (record: SQSRecord) => messageIn(record, DeliveryMessage), answer, together: true });
}

/** The queue of the hub: a part of a topic's subscribers, or one of them. All at once, too. */
export function queueOfHub(answer: (message: HubMessage) => Promise<unknown>) {
  return queueOf({ subjectOf: (record: SQSRecord) => messageIn(record, HubMessage), answer, together: true });
}

/** Only the messages of what failed come again, so that a poisonous one ends up dead alone. */
function queueOf<Subject>(door: Door<SQSRecord, Subject>) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await answerEach(Records, door);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
