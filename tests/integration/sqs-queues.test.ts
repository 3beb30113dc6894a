import type { SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PublicationId } from '#lib/domain/publication.ts';
import { subscriptionIdOf, topicIdOf } from '#lib/domain/subscription.ts';
import { indexQueue, queueOfAlarms, queueOfDeliveries, queueOfHub } from '#lib/messaging/doorbells.ts';
import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import { sqsDeliverBell } from '#lib/messaging/sqs-deliver-bell.ts';
import { sqsDistribution } from '#lib/messaging/sqs-distribution.ts';
import { sqsDoorbell } from '#lib/messaging/sqs-doorbell.ts';
import { sqsIndexJobs } from '#lib/messaging/sqs-index-jobs.ts';
import type { SqsQueue } from '#lib/messaging/sqs-queue.ts';
import { ABroker } from '../support/a-broker.ts';
import { articleId } from '../support/an-article.ts';
import { endpointId } from '../support/an-endpoint.ts';
import { answerLost, entriesFail, FAILURES, type FailingClient, failing, refused } from '../support/failing-client.ts';

let broker: ABroker;
let faults: FailingClient;
let queue: SqsQueue;
let other: SqsQueue;
let name: string;
let count = 0;

beforeAll(async () => {
  broker = await ABroker.start();
  faults = failing(broker.sqs);
});
afterAll(() => broker[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  name = `queue-${count}`;
  queue = broker.queue(name);
  other = broker.queue(`${name}-other`);
});
afterEach(() => faults.heal());

const publication = PublicationId.parse('harbour-post');
const feed = { publication, subject: { kind: 'publication' }, format: 'rss' } as const;
const [topic, subscription] = [topicIdOf(feed), subscriptionIdOf(feed, 'https://reader.example/')];
const alarm = (n: number, inSeconds = 0) =>
  ({ kind: 'publish', publication, subject: articleId(n), inSeconds }) as const;
const topicOf = (n: number) => ({ publication, topic: topicIdOf({ ...feed, publication: `post-${n}` }) });
const erasure = (n: number) => ({ publication, article: articleId(n), revision: 3, sequence: 7, attempt: 0 });
const postsTo = (most: number) => Array.from({ length: most }, (_, n) => PublicationId.parse(`post-${n}`));
const alarms = () => sqsAlarms({ client: queue.client, queueUrls: { publish: queue.queueUrl } });

/** Everything that is sent by this module, eleven messages of each. */
const SENDERS = {
  announcements: () => sqsDistribution(queue).announce(Array.from({ length: 11 }, (_, n) => topicOf(n))),
  erasures: () => sqsIndexJobs(queue).erase(Array.from({ length: 11 }, (_, n) => erasure(n))),
  alarms: () => alarms().set(Array.from({ length: 11 }, (_, n) => alarm(n))),
  distribution: () =>
    sqsDistribution(queue).start(Array.from({ length: 11 }, (_, shard) => ({ publication, topic, shard }))),
  doorbell: () => sqsDoorbell(queue).ring(postsTo(11)),
};
const CODES = {
  ...{ announcements: 'alarms.unavailable', erasures: 'alarms.unavailable', distribution: 'alarms.unavailable' },
  ...{ alarms: 'alarms.unavailable', doorbell: 'doorbell.unavailable' },
};
const senders = ['alarms', 'announcements', 'distribution', 'doorbell', 'erasures'] as const;

describe.each(senders)('more messages than a batch holds, of %s', (sender) => {
  it('are all sent', async () => {
    await SENDERS[sender]();
    const bodies = broker.messagesIn(name).map(({ body }) => body);
    expect([bodies.length, new Set(bodies).size]).toEqual([11, 11]);
  });

  it.each(Object.entries(FAILURES))('do not count as sent when a batch fails, as %s', async (_, fault) => {
    for (const after of [0, 1]) {
      faults.failRequests(fault, { after });
      await expect(SENDERS[sender]()).rejects.toMatchObject({ code: CODES[sender] });
      expect(faults.heal()).toBe(1);
    }
  });

  it('do not count as sent when the queue did not take some, in an answer that says 200', async () => {
    for (const after of [0, 1]) {
      faults.failRequests(entriesFail([0]), { after });
      await expect(SENDERS[sender]()).rejects.toMatchObject({ code: CODES[sender] });
      faults.heal();
    }
  });

  it('are sent again when an answer was lost: at least once, each', async () => {
    faults.failAttempt(answerLost);
    await SENDERS[sender]();
    expect(new Set(broker.messagesIn(name).map(({ body }) => body)).size).toBe(11);
  });
});

describe('nothing to send', () => {
  it('asks nothing of a queue', async () => {
    faults.failRequests(refused);
    await Promise.all([alarms().set([]), sqsDistribution(queue).start([]), sqsDoorbell(queue).ring([])]);
    expect(faults.heal()).toBe(0);
  });
});

describe('an alarm', () => {
  it('is held back to the second', async () => {
    await alarms().set([alarm(1, 0), alarm(2, 90), alarm(3, 900)]);
    const held = broker.messagesIn(name).map(({ body, delaySeconds }) => [JSON.parse(body).subject, delaySeconds]);
    expect(held).toEqual([
      [articleId(1), 0],
      [articleId(2), 90],
      [articleId(3), 900],
    ]);
  });

  it('goes to the queue of its kind', async () => {
    const queueUrls = { publish: queue.queueUrl, deliver: other.queueUrl };
    await sqsAlarms({ client: queue.client, queueUrls }).set([
      alarm(1),
      { kind: 'deliver', publication, subject: endpointId(1), inSeconds: 0 },
      alarm(2),
    ]);
    const subjects = (of: string) => broker.messagesIn(of).map(({ body }) => JSON.parse(body).subject);
    expect([subjects(name), subjects(`${name}-other`)]).toEqual([[articleId(1), articleId(2)], [endpointId(1)]]);
  });

  it('of a kind that has no queue is not taken for set', async () => {
    const set = alarms().set([{ kind: 'verify', publication, subject: subscription, inSeconds: 0 }]);
    await expect(set).rejects.toMatchObject({ code: 'alarms.unavailable' });
  });
});

it('that an endpoint has something to do does not count as sent when the queue did not take it', async () => {
  faults.failRequests(entriesFail([0]));
  const sent = sqsDeliverBell(queue).ring({ publication, endpoint: endpointId(1) });
  await expect(sent).rejects.toMatchObject({ code: 'alarms.unavailable' });
});

/** What a function makes of all messages in a queue. */
async function understood<Subject>(
  consumer: (answer: (subject: Subject) => Promise<unknown>) => (event: SQSEvent) => Promise<unknown>,
): Promise<Subject[]> {
  const found: Subject[] = [];
  const handler = consumer(async (subject) => found.push(subject));
  const Records = broker.messagesIn(name) as unknown as SQSEvent['Records'];
  expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
  return found;
}

describe('what is sent is understood by the function that it is for', () => {
  const [endpoint, chunk] = [endpointId(1), { publication, topic, shard: 3, after: 'x' }];

  it('of publications whose feeds are behind', async () => {
    await sqsDoorbell(queue).ring(postsTo(2));
    expect(await understood(indexQueue)).toEqual(postsTo(2).map((one) => ({ kind: 'index', publication: one })));
  });

  it('of the index, held back to the second where that is asked for', async () => {
    const jobs = sqsIndexJobs(queue);
    await jobs.goOn(publication);
    await jobs.erase([erasure(1)]);
    await jobs.erase([erasure(2)], { inSeconds: 64 });
    expect(broker.messagesIn(name).map(({ delaySeconds }) => delaySeconds)).toEqual([0, 0, 64]);
    expect(await understood(indexQueue)).toEqual([
      { kind: 'index', publication },
      { kind: 'erase', ...erasure(1) },
      { kind: 'erase', ...erasure(2) },
    ]);
  });

  it('of articles that are due', async () => {
    await alarms().set([alarm(1)]);
    expect(await understood(queueOfAlarms)).toEqual([{ publication, subject: articleId(1) }]);
  });

  it('of endpoints with something to do', async () => {
    await sqsAlarms({ client: queue.client, queueUrls: { deliver: queue.queueUrl } }).set([
      { kind: 'deliver', publication, subject: endpoint, inSeconds: 0 },
    ]);
    await sqsDeliverBell(queue).ring({ publication, endpoint: endpointId(2) });
    await sqsDeliverBell(queue).ring({ publication, endpoint, test: 'event-1' });
    expect(await understood(queueOfDeliveries)).toEqual([
      { publication, endpoint, test: undefined },
      { publication, endpoint: endpointId(2), test: undefined },
      { publication, endpoint, test: 'event-1' },
    ]);
  });

  it('of the hub', async () => {
    const distribution = sqsDistribution(queue);
    await distribution.start([chunk, { ...chunk, after: undefined }]);
    await distribution.scan({ publication, upTo: 7 });
    await distribution.scan({ publication, upTo: 7, after: topic });
    await distribution.announce([topicOf(1)]);
    const queueUrls = { verify: queue.queueUrl, redeliver: queue.queueUrl };
    await sqsAlarms({ client: queue.client, queueUrls }).set([
      { kind: 'verify', publication, subject: subscription, inSeconds: 0 },
      { kind: 'redeliver', publication, subject: subscription, inSeconds: 0 },
    ]);
    expect(await understood(queueOfHub)).toEqual([
      { kind: 'distribute', ...chunk },
      { kind: 'distribute', publication, topic, shard: 3 },
      { kind: 'scan', publication, upTo: 7 },
      { kind: 'scan', publication, upTo: 7, after: topic },
      { kind: 'announce', ...topicOf(1) },
      { kind: 'verify', publication, subject: subscription },
      { kind: 'redeliver', publication, subject: subscription },
    ]);
  });
});
