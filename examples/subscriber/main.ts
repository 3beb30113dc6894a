import { type Event, inOrder } from './in-order.ts';
import { messagesOf } from './queue.ts';
import { Watermarks } from './watermarks.ts';

// A downstream service: hears of every article once and in order, whatever happens to it.
const {
  BULLETIN_URL: url = 'http://localhost:8787',
  BULLETIN_KEY: key = '',
  BULLETIN_TOPIC: topic = '',
  BULLETIN_QUEUE: queue = 'example-subscriber',
  BULLETIN_WATERMARKS: file = '.bulletin/example-subscriber.json',
} = process.env;

if (key === '' || topic === '') {
  console.error('set BULLETIN_KEY to a key with the scope events:read, and BULLETIN_TOPIC to the ARN of the SNS topic');
  process.exit(2);
}

const authorized = { headers: { authorization: `Bearer ${key}` } };
const watermarks = new Watermarks(file);

/** The log after a sequence, page by page. */
async function* readLog(source: string, after: number): AsyncGenerator<Event> {
  for (let next: string | undefined = `/v1${source}/events?after=${after}&limit=100`; next; ) {
    const response: Response = await fetch(new URL(next, url), authorized);
    if (!response.ok) throw new Error(`the log answers ${response.status}: ${await response.text()}`);
    yield* (await response.json()) as Event[];
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
}

/** A claim check says where the whole event is. */
async function whole(event: Event): Promise<Event> {
  if (!event.dataref) return event;
  const response = await fetch(event.dataref, authorized);
  if (!response.ok) throw new Error(`${event.dataref} answers ${response.status}`);
  return (await response.json()) as Event;
}

/** First the effect, then the watermark: stopped in between, the effect is repeated, and nothing is missed. */
async function handle(event: Event): Promise<void> {
  const { data } = await whole(event);
  const title = typeof data === 'object' && data !== null && 'title' in data ? data.title : '';
  console.log(`${event.source} ${Number(event.sequence)} ${event.type} ${event.subject} ${title}`);
  watermarks.set(event.source, Number(event.sequence));
}

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

console.error(`listening to ${topic}`);
for await (const { event, done } of messagesOf(topic, queue, ending.signal)) {
  const outcome = await inOrder(event, { watermark: (source) => watermarks.get(source), readLog, handle });
  if (outcome === 'caught-up')
    console.error(`there was a gap before event ${Number(event.sequence)}: read from the log`);
  await done();
}
