import { describe, expect, it } from 'vitest';
import { publicEventOf } from '#lib/events/public-event.ts';
import {
  type Answer,
  type HubMessage,
  type IndexMessage,
  indexQueue,
  queueOfAlarms,
  queueOfDeliveries,
  queueOfHub,
  streamDoorbell,
} from '#lib/messaging/doorbells.ts';
import { exampleOf } from '../../contract/example-events.ts';
import { articleId } from '../../support/an-article.ts';
import { endpointId } from '../../support/an-endpoint.ts';

type QueueHandler = ReturnType<typeof indexQueue>;
type StreamHandler = ReturnType<typeof streamDoorbell>;

const message = (messageId: string, body: unknown) => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const about = (messageId: string, partitionkey: string) => message(messageId, { partitionkey });
const record = (SequenceNumber: string, pk?: string) => ({
  dynamodb: { SequenceNumber, ...(pk !== undefined && { Keys: { pk: { S: pk }, sk: { S: 'SEQ' } } }) },
});

/** The names of the messages or records that come again. */
async function failuresOf(handler: QueueHandler | StreamHandler, Records: readonly object[]): Promise<string[]> {
  const { batchItemFailures } = await (handler as unknown as (event: object) => ReturnType<QueueHandler>)({ Records });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** Takes whatever comes, but what it is to fail at. */
function anAnswer<Subject = string>(fails: (subject: Subject) => boolean = () => false) {
  const answered: Subject[] = [];
  const answer = async (subject: Subject) => {
    answered.push(subject);
    if (fails(subject)) throw new Error('it does not work out');
  };
  return { answer, answered };
}

/** The first publication is done when another one is. */
function waitingForAnother() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return async ({ publication }: { publication: string }) => {
    if (publication === 'post-a') await promise;
    else resolve();
  };
}

/** Of the publications that messages are about. */
const queueOf = (answer: Answer) => indexQueue(({ publication }) => answer(publication));

const one = (name: string) => anAnswer((subject) => subject === name);

describe('the messages of a queue', () => {
  it('are all done when nothing fails, each publication once', async () => {
    const { answer, answered } = anAnswer();
    const messages = [about('1', 'post-a'), about('2', 'post-b'), about('3', 'post-a')];
    expect(await failuresOf(queueOf(answer), messages)).toEqual([]);
    expect(answered).toEqual(['post-a', 'post-b']);
  });

  it('come again when their publication failed, and no others do', async () => {
    const { answer, answered } = one('post-a');
    const messages = [about('1', 'post-a'), about('2', 'post-b'), about('3', 'post-a'), about('4', 'post-c')];
    expect((await failuresOf(queueOf(answer), messages)).toSorted()).toEqual(['1', '3']);
    expect(answered).toEqual(['post-a', 'post-b', 'post-c']);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['of no publication', '{}'],
    ['of what can be none', { partitionkey: 'Not A Slug' }],
    ['a list', []],
  ])('come again when they are %s, and hold up no others', async (_, body) => {
    const { answer, answered } = anAnswer();
    const messages = [about('1', 'post-a'), message('2', body), about('3', 'post-b')];
    expect(await failuresOf(queueOf(answer), messages)).toEqual(['2']);
    expect(answered).toEqual(['post-a', 'post-b']);
  });

  it('may be whole events', async () => {
    const { answer, answered } = anAnswer();
    const event = exampleOf('bulletin.article.published.v1');
    expect(await failuresOf(queueOf(answer), [message('1', event)])).toEqual([]);
    expect(answered).toEqual([event.partitionkey]);
  });
});

describe('the queue of the index', () => {
  const erasure = { article: articleId(1), revision: 3, sequence: 7, attempt: 1 };

  it('tells news of a publication from an article whose content is to be erased', async () => {
    const { answer, answered } = anAnswer<IndexMessage>();
    const event = exampleOf('bulletin.article.deleted.v1');
    const messages = [message('1', event), message('2', { kind: 'erase', partitionkey: 'post-a', ...erasure })];
    expect(await failuresOf(indexQueue(answer), messages)).toEqual([]);
    expect(answered).toEqual([
      { kind: 'index', publication: event.partitionkey },
      { kind: 'erase', publication: 'post-a', ...erasure },
    ]);
  });

  it('gives back an erasure that it cannot read', async () => {
    const { answer, answered } = anAnswer<IndexMessage>();
    const unreadable = { kind: 'erase', partitionkey: 'post-a', ...erasure, revision: 0 };
    expect(await failuresOf(indexQueue(answer), [message('1', unreadable)])).toEqual(['1']);
    expect(answered).toEqual([]);
  });

  it('has none wait for a publication that another is slow with', async () => {
    const handler = indexQueue(waitingForAnother());
    expect(await failuresOf(handler, [about('1', 'post-a'), about('2', 'post-b')])).toEqual([]);
  });
});

describe('the records of the table’s stream', () => {
  it('are of the publications whose log has grown, each looked at once', async () => {
    const { answer, answered } = anAnswer();
    const records = [record('1', 'Q#post-a'), record('2', 'Q#post-b'), record('3', 'Q#post-a')];
    expect(await failuresOf(streamDoorbell(answer), records)).toEqual([]);
    expect(answered).toEqual(['post-a', 'post-b']);
  });

  it('are worked on one publication after the other', async () => {
    const seen: string[] = [];
    const answer: Answer = async (publication) => {
      seen.push(`${publication} begins`);
      await Promise.resolve();
      seen.push(`${publication} ends`);
    };
    await failuresOf(streamDoorbell(answer), [record('1', 'Q#post-a'), record('2', 'Q#post-b')]);
    expect(seen).toEqual(['post-a begins', 'post-a ends', 'post-b begins', 'post-b ends']);
  });

  it('come again from the first that failed, after all were tried', async () => {
    const { answer, answered } = one('post-b');
    const records = ['Q#post-a', 'Q#post-b', 'Q#post-c', 'Q#post-b'].map((pk, index) => record(String(index + 1), pk));
    expect(await failuresOf(streamDoorbell(answer), records)).toEqual(['2']);
    expect(answered).toEqual(['post-a', 'post-b', 'post-c']);
  });

  it('come again from the first in their own order, whichever publication failed first', async () => {
    const { answer } = anAnswer((publication) => publication !== 'post-a');
    const records = ['Q#post-a', 'Q#post-c', 'Q#post-b'].map((pk, index) => record(String(index + 1), pk));
    expect(await failuresOf(streamDoorbell(answer), records)).toEqual(['2']);
  });

  it.each([
    ['of something else', 'A#art_1'],
    ['without a key', undefined],
    ['of what can be no publication', 'Q#Not A Slug'],
  ])('come again when they are %s', async (_, pk) => {
    const { answer, answered } = anAnswer();
    const records = [record('1', 'Q#post-a'), record('2', pk), record('3', 'Q#post-b')];
    expect(await failuresOf(streamDoorbell(answer), records)).toEqual(['2']);
    expect(answered).toEqual(['post-a', 'post-b']);
  });
});

describe('the queue of articles that may be due', () => {
  const due = { partitionkey: 'post-a', subject: articleId(1) };

  it('names each with its publication, once', async () => {
    const { answer, answered } = anAnswer<object>();
    const messages = [message('1', due), message('2', { ...due, kind: 'publish' })];
    expect(await failuresOf(queueOfAlarms(answer), messages)).toEqual([]);
    expect(answered).toEqual([{ publication: 'post-a', subject: articleId(1) }]);
  });

  it('takes the event of a plan for what it is: it is sealed, and the log has it whole', async () => {
    const { answer, answered } = anAnswer<object>();
    const event = publicEventOf(exampleOf('bulletin.article.scheduled.v1'));
    expect(await failuresOf(queueOfAlarms(answer), [message('1', event)])).toEqual([]);
    expect(answered).toEqual([{ publication: event.partitionkey, sequence: Number(event.sequence) }]);
  });

  it('keeps the articles of a publication apart', async () => {
    const { answer, answered } = anAnswer<object>((alarm) => 'subject' in alarm && alarm.subject === articleId(1));
    const messages = [message('1', due), message('2', { ...due, subject: articleId(2) })];
    expect(await failuresOf(queueOfAlarms(answer), messages)).toEqual(['1']);
    expect(answered).toHaveLength(2);
  });

  it('gives back what names no article', async () => {
    const messages = [message('1', { ...due, subject: 'ep_1' }), message('2', { partitionkey: 'post-a' })];
    expect(await failuresOf(queueOfAlarms(anAnswer<object>().answer), messages)).toEqual(['1', '2']);
  });
});

describe('the queue of deliveries', () => {
  const wake = { kind: 'deliver', partitionkey: 'post-a', subject: endpointId(1) };
  const news = (publication: string) => ({ publication, endpoint: undefined, test: undefined });

  it('tells an event from an endpoint with something to do, and from a test', async () => {
    const { answer, answered } = anAnswer<object>();
    const event = exampleOf('bulletin.article.published.v1');
    const messages = [message('1', event), message('2', wake), message('3', { ...wake, test: 'event-1' })];
    expect(await failuresOf(queueOfDeliveries(answer), messages)).toEqual([]);
    expect(answered).toEqual([
      news(event.partitionkey),
      { publication: 'post-a', endpoint: endpointId(1), test: undefined },
      { publication: 'post-a', endpoint: endpointId(1), test: 'event-1' },
    ]);
  });

  it('gives back a message about an endpoint that it cannot read', async () => {
    const { answer, answered } = anAnswer<object>();
    const unreadable = { ...wake, subject: 'no endpoint' };
    expect(await failuresOf(queueOfDeliveries(answer), [message('1', unreadable)])).toEqual(['1']);
    expect(answered).toEqual([]);
  });

  it('has none wait for a receiver that another is slow with', async () => {
    const handler = queueOfDeliveries(waitingForAnother());
    expect(await failuresOf(handler, [about('1', 'post-a'), about('2', 'post-b')])).toEqual([]);
  });

  it('gives back only what failed', async () => {
    const { answer } = anAnswer<{ endpoint?: string | undefined }>(({ endpoint }) => endpoint === endpointId(1));
    const messages = [message('1', wake), about('2', 'post-a'), message('3', { ...wake, subject: endpointId(2) })];
    expect(await failuresOf(queueOfDeliveries(answer), messages)).toEqual(['1']);
  });
});

describe('the queue of the hub', () => {
  const topic = 'a'.repeat(22);
  const [chunk, verify, redeliver, scan, announce] = [
    { kind: 'distribute', partitionkey: 'post-a', topic, shard: 3, after: 'x' },
    { kind: 'verify', partitionkey: 'post-a', subject: `${topic}.${topic}` },
    { kind: 'redeliver', partitionkey: 'post-a', subject: `${topic}.${topic}` },
    { kind: 'scan', partitionkey: 'post-a', upTo: 7, after: topic },
    { kind: 'announce', partitionkey: 'post-a', topic },
  ];

  it('tells the jobs from each other', async () => {
    const { answer, answered } = anAnswer<HubMessage>();
    const messages = [chunk, verify, redeliver, { ...chunk, after: undefined }, scan, announce].map((body, index) =>
      message(String(index), body),
    );
    expect(await failuresOf(queueOfHub(answer), messages)).toEqual([]);
    expect(answered).toEqual([
      { kind: 'distribute', publication: 'post-a', topic, shard: 3, after: 'x' },
      { kind: 'verify', publication: 'post-a', subject: `${topic}.${topic}` },
      { kind: 'redeliver', publication: 'post-a', subject: `${topic}.${topic}` },
      { kind: 'distribute', publication: 'post-a', topic, shard: 3 },
      { kind: 'scan', publication: 'post-a', upTo: 7, after: topic },
      { kind: 'announce', publication: 'post-a', topic },
    ]);
  });

  it('has none wait for a subscriber that another is slow with', async () => {
    const handler = queueOfHub(waitingForAnother());
    const messages = [message('1', verify), message('2', { ...verify, partitionkey: 'post-b' })];
    expect(await failuresOf(handler, messages)).toEqual([]);
  });

  it.each([
    { ...chunk, shard: -1 },
    { ...chunk, shard: 'x' },
    { ...chunk, topic: 'x' },
    { ...scan, upTo: -1 },
    { ...announce, topic: undefined },
    { ...verify, kind: 'other' },
    { ...verify, subject: topic },
    { partitionkey: 'post-a' },
  ])('gives back what it cannot read: %j', async (body) => {
    const { answer, answered } = anAnswer<HubMessage>();
    expect(await failuresOf(queueOfHub(answer), [message('1', body), message('2', verify)])).toEqual(['1']);
    expect(answered).toHaveLength(1);
  });
});
