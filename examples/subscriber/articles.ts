import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import type { OpenEvent } from '#lib/consumer/event.ts';
import type { Ledger } from '#lib/consumer/in-order.ts';
import { dynamoLedger } from './dynamo-ledger.ts';
import { sqliteLedger } from './sqlite-ledger.ts';

/** What this service is for: a list of what is published, by title. */
const titleIn = ({ data }: OpenEvent): string | undefined => {
  const { status, title } = Object(data) as { status?: string; title?: string };
  return status === 'published' ? title : undefined;
};

export const articlesInSqlite = (file: string): Ledger =>
  sqliteLedger(file, (event, database) => {
    database.exec('CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, title TEXT NOT NULL)');
    const title = titleIn(event);
    if (title === undefined) database.prepare('DELETE FROM articles WHERE id = ?').run(event.subject);
    else database.prepare('INSERT OR REPLACE INTO articles VALUES (?, ?)').run(event.subject, title);
  });

export async function articlesInDynamo(table: string): Promise<Ledger> {
  const client = new DynamoDBClient();
  await createTable(client, table);
  const effect = (event: OpenEvent) => {
    const [title, pk] = [titleIn(event), { S: `ARTICLE#${event.subject}` }];
    if (title === undefined) return [{ Delete: { TableName: table, Key: { pk } } }];
    return [{ Put: { TableName: table, Item: { pk, title: { S: title } } } }];
  };
  return dynamoLedger({ client, table, effect });
}

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const command = new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
}
