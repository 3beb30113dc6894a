import { describe, expect, it } from 'vitest';
import { type Event, eventIn } from '#lib/consumer/event.ts';
import { inOrder } from '#lib/consumer/in-order.ts';
import { logReader } from '#lib/consumer/log-reader.ts';
import { exampleOf, sealedExample } from '../../contract/example-events.ts';

const event = exampleOf('bulletin.article.published.v1');
const text = JSON.stringify(event);

describe('a message', () => {
  it('holds its event raw, or in the envelope of SNS', () => {
    expect(eventIn(text)).toEqual(event);
    expect(eventIn(JSON.stringify({ Type: 'Notification', Message: text }))).toEqual(event);
  });

  it('holds a sealed event, which says nothing of what it is about', () => {
    expect(eventIn(JSON.stringify(sealedExample()))).toEqual(sealedExample());
    const { sealed: _said, ...rest } = { sealed: true, ...sealedExample() };
    expect(eventIn(JSON.stringify(rest))).toBeUndefined();
  });

  it.each([
    '',
    'null',
    '7',
    '[]',
    '{}',
    '{"Type":"Notification","Message":"{"}',
    text.replace(/"sequence":"\d+"/, '"sequence":"1"'),
  ])('that is %s holds none', (body) => {
    expect(eventIn(body)).toBeUndefined();
  });
});

describe('a consumer', () => {
  const numbered = (sequence: number): Event => ({ ...(event as Event), sequence: String(sequence).padStart(12, '0') });

  function aConsumer({ log = [] as Event[], fails = false } = {}) {
    const applied: number[] = [];
    const { take, catchUp } = inOrder({
      sources: [event.source],
      ledger: {
        watermark: () => applied.length,
        apply: ({ sequence }) => {
          if (fails || Number(sequence) !== applied.length + 1) return 'overtaken';
          applied.push(Number(sequence));
          return 'applied';
        },
      },
      readLog: async function* (_, after) {
        yield* log.slice(after);
      },
    });
    return { take, catchUp, applied };
  }

  it('says what became of each message', async () => {
    const { take, applied } = aConsumer({ log: [1, 2, 3, 4].map(numbered) });
    expect(await take(numbered(1))).toBe('applied');
    expect(await take(numbered(1))).toBe('repeated');
    expect(await take(numbered(3))).toBe('caught-up');
    expect(await take({ ...numbered(5), source: '/publications/other' })).toBe('refused');
    expect(await take(undefined)).toBe('refused');
    expect(applied).toEqual([1, 2, 3, 4]);
  });

  it('takes a sealed event in its place, without asking the log', async () => {
    const { take, applied } = aConsumer();
    const { source } = event;
    expect(await take(numbered(1))).toBe('applied');
    expect(await take({ ...sealedExample(), source, sequence: numbered(2).sequence } as Event)).toBe('applied');
    expect(await take(numbered(3))).toBe('applied');
    expect(applied).toEqual([1, 2, 3]);
  });

  it('reads the log to its end when it starts', async () => {
    const { catchUp, applied } = aConsumer({ log: [1, 2, 3].map(numbered) });
    await catchUp(event.source);
    expect(applied).toEqual([1, 2, 3]);
  });

  it('gives up, for the message to come again, when the log does not have what was sent', async () => {
    await expect(aConsumer().take(numbered(2))).rejects.toThrow('ends before event 2, which was sent');
    await expect(aConsumer({ log: [numbered(1)], fails: true }).take(numbered(1))).rejects.toThrow('event 1');
  });
});

describe('the log', () => {
  async function sequencesIn(events: AsyncIterable<Event>): Promise<number[]> {
    const sequences: number[] = [];
    for await (const { sequence } of events) sequences.push(Number(sequence));
    return sequences;
  }

  const page = (sequences: number[], more: boolean) => {
    const events = sequences.map((sequence) => ({ sequence: String(sequence).padStart(12, '0') }));
    return Response.json(events, { headers: more ? { link: '<https://evil.example/>; rel="next"' } : {} });
  };

  it('is read to its end, and its key is shown to nobody else', async () => {
    const asked: string[] = [];
    const pages = [page([3, 4], true), page([5], false)];
    const readLog = logReader({
      ...{ url: 'https://news.example', key: 'k' },
      fetch: async (url) => {
        asked.push(url.href);
        return pages.shift() ?? Response.error();
      },
    });
    expect(await sequencesIn(readLog('/publications/post', 2))).toEqual([3, 4, 5]);
    expect(asked).toEqual(
      [2, 4].map((after) => `https://news.example/v1/publications/post/events?after=${after}&limit=100`),
    );
  });

  it('that is refused says so', async () => {
    const fetch = async () => new Response('no', { status: 403 });
    const readLog = logReader({ url: 'https://news.example', key: 'k', fetch });
    await expect(sequencesIn(readLog('/publications/post', 0))).rejects.toThrow('answers 403: no');
  });
});
