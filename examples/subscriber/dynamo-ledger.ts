import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { OpenEvent } from '#lib/consumer/event.ts';
import type { Ledger } from '#lib/consumer/in-order.ts';

export interface DynamoLedger {
  readonly client: DynamoDBClient;
  /** With the partition key `pk`. */
  readonly table: string;
  /** What an event writes. */
  readonly effect: (event: OpenEvent) => readonly TransactWriteItem[];
}

/** A ledger in a DynamoDB table: the effect and the watermark are one transaction. A sealed event has no effect. */
export function dynamoLedger({ client, table, effect }: DynamoLedger): Ledger {
  const keyOf = (source: string) => ({ pk: { S: `WATERMARK#${source}` } });

  return {
    async watermark(source) {
      const command = new GetItemCommand({ TableName: table, Key: keyOf(source), ConsistentRead: true });
      return Number((await client.send(command)).Item?.seq?.N ?? 0);
    },

    async apply(event) {
      const sequence = Number(event.sequence);
      const Update = {
        TableName: table,
        Key: keyOf(event.source),
        UpdateExpression: 'SET seq = :this',
        ConditionExpression: sequence === 1 ? 'attribute_not_exists(seq)' : 'seq = :before',
        ExpressionAttributeValues: {
          ':this': { N: String(sequence) },
          ...(sequence > 1 && { ':before': { N: String(sequence - 1) } }),
        },
      };
      try {
        await client.send(
          new TransactWriteItemsCommand({ TransactItems: [{ Update }, ...(event.sealed ? [] : effect(event))] }),
        );
        return 'applied';
      } catch (error) {
        const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
        if (reasons?.[0]?.Code === 'ConditionalCheckFailed') return 'overtaken';
        throw error;
      }
    },
  };
}
