import { DynamoDBClient, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { atLeast, type Line } from './measure.ts';

const SECONDS = 8;
const WARM_UP_SECONDS = 8;
const CLIENTS = 8;

/** About 3 KB, as an ordinary article has. */
export const submission = (n: number) => ({
  title: `Article number ${n} about things that happened`,
  content: { html: `<p>${Array.from({ length: 400 }, (_, word) => `word${(word * 7919 + n) % 997}`).join(' ')}</p>` },
  section: 'World',
  tags: ['Harbour', 'Weather'],
  authors: [{ name: 'Ada Example' }],
});

/** Articles accepted while their events are relayed and placed, against the bare transactions to the same engine. */
export async function publishing(bulletin: Bulletin): Promise<Line[]> {
  const publications = Array.from({ length: CLIENTS }, (_, client) => `load-${client}`);
  for (const id of publications)
    await bulletin.api('POST', '/v1/publications', { body: { id, title: id, language: 'en' } });
  const post = (publication: string) => async (n: number) => {
    const { status } = await bulletin.api('POST', `/v1/publications/${publication}/articles`, { body: submission(n) });
    return status === 201;
  };
  const spread = await rateOf(WARM_UP_SECONDS, (client) => post(publications[client] ?? '')).then(() =>
    rateOf(SECONDS, (client) => post(publications[client] ?? '')),
  );
  const one = await rateOf(SECONDS, () => post(publications[0] ?? ''));
  const bare = await bareTransactions(bulletin);
  return [
    atLeast('publish, 8 clients on 8 publications', { rate: spread, baseline: bare, share: 0.4 }),
    atLeast('publish, 8 clients on one publication', { rate: one, baseline: bare, share: 0.2 }),
  ];
}

type Step = (n: number) => Promise<boolean>;

async function rateOf(seconds: number, stepOf: (client: number) => Step): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    const step = stepOf(client);
    for (let n = client; performance.now() < end; n += CLIENTS) if (await step(n)) done += 1;
  });
  await Promise.all(clients);
  return done / seconds;
}

/** The same four writes for each article, of the same sizes, from a loop that does nothing else. */
async function bareTransactions({ addresses: { endpoints } }: Bulletin): Promise<number> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region: 'us-east-1', credentials });
  const run = Date.now().toString(36);
  const put = (pk: string, bytes: number): TransactWriteItem => ({
    Put: {
      TableName: 'Bulletin-Table',
      Item: {
        pk: { S: `BARE#${run}#${pk}` },
        sk: { S: 'A' },
        gsi1pk: { S: `BARE#${run}` },
        gsi1sk: { S: pk },
        body: { B: new Uint8Array(bytes) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  const step: Step = async (n) => {
    const TransactItems = [
      put(`${n}-article`, 1500),
      put(`${n}-event`, 1600),
      put(`${n}-slug`, 40),
      put(`${n}-head`, 10),
    ];
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  };
  await rateOf(2, () => (n) => step(n + 10_000_000));
  const rate = await rateOf(SECONDS, () => step);
  client.destroy();
  return rate;
}
