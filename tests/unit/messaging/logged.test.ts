import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '#lib/domain/failure.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { indexQueue, queueOfAlarms, queueOfDeliveries, queueOfHub, streamDoorbell } from '#lib/messaging/doorbells.ts';
import { scheduled } from '#lib/messaging/scheduled.ts';
import { FailingTable, type FailingWay, PLANTED, WAYS } from '../../support/failing-table.ts';
import { loggedBy } from '../../support/logged.ts';
import { storesOf } from '../../support/stores.ts';

const publication = PublicationId.parse('harbour-post');
const article = 'art_01jdf0e8m3c2x9k4q7w5v6b8n1';

let failing: FailingTable;
beforeAll(async () => {
  failing = await FailingTable.start();
});
afterAll(() => failing[Symbol.asyncDispose]());

/** Everything that any consumer is for, with what must not be in a log wherever there is room for it. */
const MESSAGES = [
  { partitionkey: publication, subject: article, data: { title: PLANTED, content: { html: PLANTED } } },
  { kind: 'deliver', partitionkey: publication, subject: 'ep_01jdf0e8m30000000000000001', secret: PLANTED },
  { kind: 'verify', partitionkey: publication, subject: `${'a'.repeat(22)}.${'b'.repeat(22)}`, callback: PLANTED },
  { kind: 'erase', partitionkey: publication, article, revision: 1, sequence: 1, attempt: 0, title: PLANTED },
  { kind: 'distribute', partitionkey: publication, topic: 'a'.repeat(22), shard: 0, secret: PLANTED },
  { partitionkey: PLANTED.toUpperCase(), subject: PLANTED, title: PLANTED },
];
const bodies = [...MESSAGES.map((message) => JSON.stringify(message)), PLANTED, `{"title":"${PLANTED}`];
const queued = { Records: bodies.map((body, index) => ({ messageId: String(index), body })) };
const streamed = {
  Records: [`Q#${publication}`, `A#${article}`, undefined].map((pk, index) => ({
    eventName: 'MODIFY',
    dynamodb: {
      ...{ SequenceNumber: String(index), NewImage: { body: { S: PLANTED } }, OldImage: { secret: { S: PLANTED } } },
      ...(pk && { Keys: { pk: { S: pk }, sk: { S: 'SEQ' } } }),
    },
  })),
};

type Consumer = (answer: () => Promise<unknown>) => (event: never) => Promise<unknown>;
const CONSUMERS: Record<string, { consumer: Consumer; event: object }> = {
  'the stream': { consumer: streamDoorbell, event: streamed },
  'the queue of the index': { consumer: indexQueue, event: queued },
  'the queue of alarms': { consumer: queueOfAlarms, event: queued },
  'the queue of deliveries': { consumer: queueOfDeliveries, event: queued },
  'the queue of the hub': { consumer: queueOfHub, event: queued },
  'the schedule': {
    consumer: (answer) => async () => {
      const failed = [{ publication, reason: await answer().catch((reason: unknown) => reason) }];
      const run = scheduled({ turned: answer as never, drained: async () => ({ failed, relayed: 1 }) });
      await run().catch(() => undefined);
    },
    event: {},
  },
};

async function logOf(name: string, answer: () => Promise<unknown>): Promise<string> {
  const { consumer, event } = CONSUMERS[name] ?? {};
  return loggedBy(async () => consumer?.(answer)(event as never));
}

describe.each(Object.keys(CONSUMERS))('the log of %s', (name) => {
  it.each(Object.keys(WAYS) as FailingWay[])(
    'says that a call to the table %s, and has no secret and nothing of an article',
    async (way) => {
      failing.way = way;
      const { publications } = storesOf({ client: failing.client, table: 'table' });
      const log = await logOf(name, () => publications.get(publication));
      expect(log).toContain('harbour-post');
      expect(log).toContain('the table cannot be read or written at the moment');
      expect(log).not.toContain(PLANTED);
    },
  );

  it.each([
    ['a defect', new TypeError('a defect', { cause: new RangeError('the cause') })],
    ['a failure', new Failure('vault.unavailable', 'a defect', { cause: new Error('the cause') })],
    ['an error that holds the message', Object.assign(new Error('a defect: the cause'), { record: PLANTED })],
  ])('says what it was when there is %s', async (_, error) => {
    const log = await logOf(name, () => Promise.reject(error));
    for (const part of ['a defect', 'the cause']) expect(log).toContain(part);
    expect(log).not.toContain(PLANTED);
  });

  it('has nothing of what it cannot read', async () => {
    expect(await logOf(name, async () => ({ failed: [] }))).not.toContain(PLANTED);
  });
});
