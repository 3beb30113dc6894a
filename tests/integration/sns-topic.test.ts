import type { PublishBatchCommandInput } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import { snsTopic } from '#lib/messaging/sns-topic.ts';
import { exampleOf } from '../contract/example-events.ts';
import { ABroker } from '../support/a-broker.ts';
import {
  entriesFail,
  FAILURES,
  type FailingClient,
  type Fault,
  failing,
  throttled,
} from '../support/failing-client.ts';

let broker: ABroker;
let faults: FailingClient;
let topicArn: string;
let subscriber: string;
let count = 0;

beforeAll(async () => {
  broker = await ABroker.start();
  faults = failing(broker.sns);
});
afterAll(() => broker[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  topicArn = broker.topic(`topic-${count}`);
  subscriber = `subscriber-${count}`;
  broker.queue(subscriber, { topic: `topic-${count}` });
});
afterEach(() => faults.heal());

const topic = () => snsTopic({ client: broker.sns, topicArn, publicUrl: 'https://bulletin.example' });
const published = exampleOf('bulletin.article.published.v1');

/** Numbered events, the content of each as large as is said. */
function events(most: number, bytes = 0, letter = 'x'): PublicEvent[] {
  const { data } = published;
  if (!data || !('content' in data)) throw new Error('there is no content');
  return Array.from({ length: most }, (_, n) => {
    const content = { html: letter.repeat(bytes / Buffer.byteLength(letter)) };
    return publicEventOf({ ...published, id: `event-${n}`, data: { ...data, content } } as BulletinEvent);
  });
}

const told = () => broker.messagesIn(subscriber).map(({ body }) => JSON.parse(body) as PublicEvent);
const idsTold = () => told().map(({ id }) => id);
const ids = (all: readonly PublicEvent[]) => all.map(({ id }) => id);
const times = (n: number, result: string) => Array<string>(n).fill(result);

/** How many events, and how many bytes with their attributes, each request has. */
function measured() {
  const sizes: { events: number; bytes: number }[] = [];
  const measure: Fault = ({ input }, send) => {
    const { PublishBatchRequestEntries: entries = [] } = input as Partial<PublishBatchCommandInput>;
    const texts = entries.flatMap(({ Message = '', MessageAttributes = {} }) => [
      Message,
      ...Object.entries(MessageAttributes).flatMap(([name, { DataType = '', StringValue = '' }]) => [
        ...[name, DataType, StringValue],
      ]),
    ]);
    sizes.push({ events: entries.length, bytes: Buffer.byteLength(texts.join('')) });
    return send();
  };
  faults.failRequests(measure);
  return sizes;
}

describe('events', () => {
  it('are told whole and in order, in batches of as many as SNS takes', async () => {
    const sizes = measured();
    const some = events(21);
    expect(await topic().publish(some)).toEqual(times(21, 'taken'));
    expect(told()).toEqual(some);
    expect(sizes.map((size) => size.events)).toEqual([10, 10, 1]);
  });

  it.each(['x', 'é', '語'])(
    'are told in batches of no more bytes than SNS takes, in letters like %s',
    async (letter) => {
      const sizes = measured();
      const some = events(12, 60_000, letter);
      expect(await topic().publish(some)).toEqual(times(12, 'taken'));
      expect(idsTold()).toEqual(ids(some));
      expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(262_144);
    },
  );

  it('are told in such batches also when they have as many tags and authors as an article may have', async () => {
    const sizes = measured();
    const tags = Array.from({ length: 30 }, (_, n) => `${'語'.repeat(76)}-${n}`);
    const authors = Array.from({ length: 20 }, (_, n) => ({ id: `${'語'.repeat(76)}-${n}`, name: 'A' }));
    const some = events(10, 9_000).map((event) => ({
      ...event,
      ...('data' in event && { data: { ...event.data, tags, authors } }),
    })) as PublicEvent[];
    expect(await topic().publish(some)).toEqual(times(10, 'taken'));
    expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(262_144);
  });

  it('that are too large are told without their content, which says where it is', async () => {
    const [small, large] = [...events(1, 50_000), ...events(2, 70_000).slice(1)];
    if (!small || !large) throw new Error('there are no events');
    expect(await topic().publish([small, large])).toEqual(times(2, 'taken'));
    const { data: _withheld, ...rest } = { data: undefined, ...large };
    const dataref = `https://bulletin.example/v1${large.source}/events/${Number(large.sequence)}`;
    expect(told()).toEqual([small, { ...rest, dataref }]);
  });

  it('come with what subscribers filter by', async () => {
    await topic().publish([published, exampleOf('bulletin.endpoint.disabled.v1')].map(publicEventOf));
    const names = broker.messagesIn(subscriber).map(({ messageAttributes }) => Object.keys(messageAttributes).sort());
    expect(names).toEqual([
      ['authors', 'language', 'publication', 'section', 'tags', 'type'],
      ['publication', 'type'],
    ]);
  });

  it('are none, and nothing is asked', async () => {
    faults.failRequests(throttled);
    expect(await topic().publish([])).toEqual([]);
  });
});

describe('an event that SNS does not take', () => {
  const all = events(25);

  it('fails, and is overtaken by none of another batch', async () => {
    faults.failRequests(entriesFail([3]), { after: 1, times: 1 });
    const results = await topic().publish(all);
    expect(results).toEqual([...times(13, 'taken'), 'failed', ...times(6, 'taken'), ...times(5, 'failed')]);
    expect(idsTold()).toEqual(ids(all.slice(0, 20).toSpliced(13, 1)));
  });

  it.each<[string, string, object]>([
    ['refused', 'for good, by what is wrong with it', { Code: 'InvalidParameter', SenderFault: true }],
    ['refused', 'for good, by a value in it', { Code: 'InvalidParameterValue', SenderFault: true }],
    ['refused', 'for good, by an attribute', { Code: 'ParameterValueInvalid', SenderFault: true }],
    ['refused', 'for good, by its size', { Code: 'BatchEntryTooLong', SenderFault: true }],
    ['failed', 'for now, by a throttled sender', { Code: 'Throttled', SenderFault: true }],
    ['failed', 'for now, by a fault of SNS', { Code: 'InvalidParameter', SenderFault: false }],
    ['failed', 'for a reason that is not given', {}],
  ])('is %s %s', async (result, _, failure) => {
    faults.failRequests(entriesFail([1], failure), { times: 1 });
    expect(await topic().publish(all.slice(0, 3))).toEqual(['taken', result, 'taken']);
  });

  it('holds up what comes after it also when it is refused for good', async () => {
    faults.failRequests(entriesFail([0], { Code: 'InvalidParameter', SenderFault: true }), { times: 1 });
    const results = await topic().publish(all);
    expect(results).toEqual(['refused', ...times(9, 'taken'), ...times(15, 'failed')]);
  });
});

describe('events of which a batch fails', () => {
  it.each(Object.entries(FAILURES))('are not taken, as %s', async (_, fault) => {
    faults.failRequests(fault, { after: 1 });
    await expect(topic().publish(events(25))).rejects.toMatchObject({ code: 'topic.unavailable' });
    expect(faults.heal()).toBe(1);
  });
});
