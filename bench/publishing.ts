import { DynamoDBClient, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { feedsOf } from './addresses.ts';
import { atOnce, createPublications, keepPolling, publish } from './clients.ts';
import { atLeast, atMost, type Line, quantile } from './measure.ts';

const CLIENTS = 8;
const MANY_CLIENTS = 64;
const POLLED_EVERY_MS = 100;

/** Articles accepted while their events are relayed, indexed and polled, against the bare transactions to the same engine. */
export async function publishing(bulletin: Bulletin, { seconds }: { seconds: number }): Promise<Line[]> {
  const publications = Array.from({ length: CLIENTS }, (_, client) => `load-${client}`);
  await createPublications(bulletin, publications);
  const feeds = publications.flatMap((publication) => feedsOf(publication, { language: 'en' }).slice(0, 3));
  const polling = keepPolling(
    feeds.map((path) => `${bulletin.addresses.url}${path}`),
    { everyMs: POLLED_EVERY_MS },
  );
  const toAll = { seconds, step: (client: number) => publish(bulletin, publications[client] ?? '') };
  let refusals = 0;
  const toOne = {
    seconds,
    step: async () => {
      refusals += (await publish(bulletin, publications[0] ?? '')).refusals;
    },
  };
  await atOnce(CLIENTS, toAll);
  const spread = await atOnce(CLIENTS, toAll);
  const one = await atOnce(CLIENTS, toOne);
  refusals = 0;
  const crowd = await atOnce(MANY_CLIENTS, toOne);
  await polling.stop();
  const baseline = await bareTransactions(bulletin, seconds);
  const [p50, p99] = [quantile(crowd.times, 0.5), quantile(crowd.times, 0.99)];
  return [
    atLeast('publish, 8 clients on 8 publications', { rate: spread.rate, baseline, share: 0.22 }),
    atLeast('publish, 8 clients on one publication', { rate: one.rate, baseline, share: 0.2 }),
    atMost('publish, 64 clients on one: p99 against p50', {
      ...{ value: p99 / p50, bound: 6, unit: '×', over: `p50 ${Math.round(p50)} ms, ${Math.round(crowd.rate)}/s` },
    }),
    atMost('publish, 64 clients on one: refused with 503', {
      ...{ value: refusals, bound: 0, unit: '', over: `${crowd.times.length} published` },
    }),
  ];
}

/** The same writes for each article, of the same sizes, from a loop that does nothing else. */
async function bareTransactions({ addresses: { endpoints } }: Bulletin, seconds: number): Promise<number> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region: 'us-east-1', credentials });
  const run = Date.now().toString(36);
  let n = 0;
  const put = (pk: string, bytes: number): TransactWriteItem => ({
    Put: {
      TableName: 'Bulletin-Table',
      Item: {
        ...{ pk: { S: `BARE#${run}#${pk}` }, sk: { S: 'A' }, body: { B: new Uint8Array(bytes) } },
        ...{ gsi1pk: { S: `BARE#${run}` }, gsi1sk: { S: pk } },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  const step = async () => {
    n += 1;
    const TransactItems = [
      ...[put(`${n}-article`, 1900), put(`${n}-event`, 2000), put(`${n}-slug`, 40), put(`${n}-counter`, 10)],
    ];
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  };
  await atOnce(CLIENTS, { seconds: seconds / 4, step });
  const { rate } = await atOnce(CLIENTS, { seconds, step });
  client.destroy();
  return rate;
}
