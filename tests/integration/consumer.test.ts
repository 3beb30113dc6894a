import { CreateTableCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoLedger } from '#examples/subscriber/dynamo-ledger.ts';
import type { Event } from '#lib/consumer/event.ts';
import { inOrder } from '#lib/consumer/in-order.ts';
import { AnUnreliableTable } from '../support/newsroom.ts';

const source = '/publications/harbour-post';
const TableName = 'consumer';
const log = Array.from(
  { length: 12 },
  (_, index): Event => ({
    ...{ specversion: '1.0', id: `e${index + 1}`, source, type: 'published', subject: 'art', time: 'now' },
    sequence: String(index + 1).padStart(12, '0'),
  }),
);

let engine: AnUnreliableTable;
beforeAll(async () => {
  engine = await AnUnreliableTable.create();
  await engine.table.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
});
afterAll(() => engine[Symbol.asyncDispose]());

/** Its effect tells twice from once: each event is put at the end of a list. */
function aConsumer() {
  const effect = ({ sequence }: Event) => [
    {
      Update: {
        TableName,
        Key: { pk: { S: 'EFFECTS' } },
        UpdateExpression: 'SET applied = list_append(if_not_exists(applied, :none), :this)',
        ExpressionAttributeValues: { ':none': { L: [] }, ':this': { L: [{ N: String(Number(sequence)) }] } },
      },
    },
  ];
  const readLog = async function* (_: string, after: number) {
    yield* log.slice(after);
  };
  return inOrder({
    sources: [source],
    ledger: dynamoLedger({ client: engine.table.client, table: TableName, effect }),
    readLog,
  });
}

it('keeps watermark and effect in one transaction, whose request or answer may get lost, while two take messages', async () => {
  const consumers = [aConsumer(), aConsumer()];
  const cuts = ['request', 'answer', undefined, 'answer', undefined, 'request'] as const;
  const work = async (consumer: number) => {
    for (const sequence of [2, 1, 5, 5, 3, 9, 12]) {
      engine.cut = cuts[(sequence + consumer) % cuts.length];
      const message = async (): Promise<unknown> => consumers[consumer]?.take(log[sequence - 1]);
      await message().catch(() => message().catch(message));
    }
  };
  await Promise.all([work(0), work(1)]);
  const { Item } = await engine.table.client.send(
    new GetItemCommand({ TableName, Key: { pk: { S: 'EFFECTS' } }, ConsistentRead: true }),
  );
  expect(Item?.applied?.L?.map(({ N }) => Number(N))).toEqual(log.map((_, index) => index + 1));
});
