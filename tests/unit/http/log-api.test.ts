import { describe, expect, it } from 'vitest';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { exampleOf } from '../../contract/example-events.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { askLog } from '../../support/ask-log.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { steppingTime } from '../../support/system.ts';

const publication = aPublisher();
const anEvent = (sequence: number, data: object = { title: 'One\nTwo' }) =>
  ({
    ...{ id: `e${sequence}`, type: 'bulletin.article.published.v1', sequence: String(sequence).padStart(12, '0') },
    data,
  }) as unknown as BulletinEvent;

/** The log's function over a log of so many events, and one more when so much time has passed. */
function aLog(length: number, { nextAt = Number.POSITIVE_INFINITY, data = {}, scopes = 'events:read' } = {}) {
  const { log, events } = memoryLog({ publication });
  const { clock, pauses, passed } = steppingTime();
  events.push(...Array.from({ length }, (_, index) => anEvent(index + 1, { title: 'One\nTwo', ...data })));
  const arrived = () => passed() >= nextAt && events.length === length && events.push(anEvent(length + 1));
  const head = async () => {
    arrived();
    return events.length;
  };
  const publications = { get: async () => publication } as unknown as Parameters<typeof askLog>[0]['publications'];
  const ask = askLog({ log: { ...log, head }, publications, clock, pauses }, publication.id, { scopes });
  return { ask, passed, events };
}

describe('the log', () => {
  it('is a batch of CloudEvents, with the next page as long as there may be one', async () => {
    const { ask } = aLog(3);
    const first = await ask('limit=2');
    expect(first).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8', 'cache-control': 'no-store' },
      sequences: [1, 2],
      next: 'after=2&limit=2',
    });
    expect(await ask('after=2&limit=2')).toMatchObject({ sequences: [3], next: undefined });
  });

  it('answers at once, without or with a wait, when there is something', async () => {
    const { ask, passed } = aLog(1);
    expect((await ask('wait=20')).sequences).toEqual([1]);
    expect(passed()).toBe(0);
  });

  it('answers as soon as something comes, and says where to go on', async () => {
    const { ask, passed } = aLog(1, { nextAt: 3_000 });
    expect(await ask('after=1&wait=20')).toMatchObject({ sequences: [2], next: 'after=2&limit=100&wait=20' });
    expect(passed()).toBeLessThan(4_000);
  });

  it('answers with nothing after the wait, and with the same place', async () => {
    const { ask, passed } = aLog(1);
    expect(await ask('after=1&limit=7&wait=5')).toMatchObject({
      ...{ status: 200, text: '[]', next: 'after=1&limit=7&wait=5' },
    });
    expect(passed()).toBe(5_000);
  });

  it.each([
    ...['wait=21', 'wait=-1', 'wait=soon', 'wait=', 'limit=1001', 'limit=', 'limit=0x10'],
    ...['after=-1', 'after=', 'after=%20', 'after=1.5', 'after=1e3', 'after=+1', 'after=1%00', 'after=1000000000000'],
  ])('refuses %s', async (query) => {
    const { status, text } = await aLog(1).ask(query);
    expect([status, JSON.parse(text)]).toMatchObject([400, { issues: [{ pointer: `/${query.split('=')[0]}` }] }]);
  });

  it('is read from after any sequence that a log may come to', async () => {
    expect(await aLog(1).ask('after=999999999999')).toMatchObject({ status: 200, sequences: [] });
  });

  it('is cut where it would be larger than Lambda’s answers may be, and goes on there', async () => {
    const { ask } = aLog(30, { data: { text: 'x'.repeat(300_000) } });
    const first = await ask('limit=1000');
    expect(Buffer.byteLength(first.text)).toBeLessThan(6_000_000);
    expect(first.sequences).toHaveLength(13);
    expect((await ask(first.next ?? '')).sequences[0]).toBe(14);
  });
});

describe('the log as server-sent events', () => {
  const asked = { accept: 'text/event-stream' };

  it('has each event in one line of data, under its sequence and type', async () => {
    const { headers, text } = await aLog(2).ask('', asked);
    expect(headers['content-type']).toBe('text/event-stream');
    const [retry, first, second, ...rest] = text.split('\n\n');
    expect([retry, ...rest]).toEqual(['retry: 1000', '']);
    expect(first).toMatch(/^id: 1\nevent: bulletin\.article\.published\.v1\ndata: \{.*\}$/);
    expect(JSON.parse(second?.split('\ndata: ')[1] ?? '')).toMatchObject({ data: { title: 'One\nTwo' } });
  });

  it('goes on after the last event that came, whatever the address says', async () => {
    const { ask } = aLog(5);
    expect((await ask('after=1', asked)).sequences).toEqual([2, 3, 4, 5]);
    expect((await ask('after=1', { ...asked, 'last-event-id': '4' })).sequences).toEqual([5]);
    expect((await ask('after=4', { ...asked, 'last-event-id': '' })).sequences).toEqual([5]);
    expect((await ask('', { ...asked, 'last-event-id': 'e4' })).status).toBe(400);
  });

  it('waits by itself for what comes, and ends with nothing after 20 seconds', async () => {
    const { ask, passed } = aLog(1);
    expect((await ask('after=1', asked)).text).toBe('retry: 1000\n\n');
    expect(passed()).toBe(20_000);
  });
});

describe.each(['', 'text/event-stream'])('the log, accepted as %j', (accept) => {
  it('is whole for events:read, and sealed for events:published where it is of no published article', async () => {
    const types = ['bulletin.article.drafted.v1', 'bulletin.article.published.v1'] as const;
    const textFor = async (scopes: string) => {
      const { ask, events } = aLog(0, { scopes });
      events.push(...types.map(exampleOf));
      return (await ask('', { accept })).text;
    };
    const [drafted, published] = types.map((type) => JSON.stringify(exampleOf(type)));
    const whole = await textFor('events:read');
    for (const event of [drafted, published]) expect(whole).toContain(event);
    const open = await textFor('articles:read events:published');
    expect(open).toContain(published);
    expect(open).not.toContain(drafted);
    expect(open).toMatch(/"type":"bulletin\.article\.drafted\.v1".*"sealed":true/);
    expect(await textFor('events:published events:read')).toBe(whole);
  });
});
