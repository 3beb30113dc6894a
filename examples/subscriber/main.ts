import type { Event } from '#lib/consumer/event.ts';
import { inOrder } from '#lib/consumer/in-order.ts';
import { logReader } from '#lib/consumer/log-reader.ts';
import { articlesInDynamo, articlesInSqlite } from './articles.ts';
import { queueAt } from './queue.ts';

// A downstream service: applies each event once and in order, whatever happens to it.
const {
  BULLETIN_URL: url = 'http://localhost:8787',
  BULLETIN_KEY: key = '',
  BULLETIN_TOPIC: topic = '',
  BULLETIN_PUBLICATION: publication = 'bulletin-news',
  SUBSCRIBER_QUEUE: queue = 'example-subscriber',
  SUBSCRIBER_FILE: file = '.bulletin/example-subscriber.sqlite',
  SUBSCRIBER_TABLE: table,
} = process.env;

if (key === '' || topic === '') {
  console.error(
    'set BULLETIN_KEY to a key with the scope events:published, and BULLETIN_TOPIC to the ARN of the SNS topic',
  );
  process.exit(2);
}

const ledger = table ? await articlesInDynamo(table) : articlesInSqlite(file);

/** Says what has been applied, once it is for good. */
async function apply(event: Event) {
  const outcome = await ledger.apply(event);
  const { source, sequence, type } = event;
  const about = event.sealed ? 'sealed' : `${event.subject} ${Object(event.data).title ?? ''}`;
  if (outcome === 'applied') console.log(`${source} ${Number(sequence)} ${type} ${about}`.trimEnd());
  return outcome;
}

const source = `/publications/${publication}`;
const { take, catchUp } = inOrder({
  sources: [source],
  ledger: { ...ledger, apply },
  readLog: logReader({ url, key }),
});

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

const { messages } = await queueAt(topic, queue);
// Once there is a queue: what came before, or longer ago than a queue keeps it, is in the log.
await catchUp(source);
console.error(`listening to ${topic}`);
for await (const { event, done } of messages(ending.signal)) {
  const outcome = await take(event);
  if (outcome === 'caught-up')
    console.error(`read from the log what was missing up to event ${Number(event?.sequence)}`);
  if (outcome === 'refused') console.error('left out what is no event of that publication');
  await done();
}
