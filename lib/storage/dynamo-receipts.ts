import { ConditionalCheckFailedException, type Put, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { RECEIPT_HOURS, type Receipt } from '#lib/domain/receipt.ts';
import type { Receipts } from '#lib/usecases/ports.ts';
import { number, packed, seconds, unpacked } from './codecs.ts';
import { refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import type { Store } from './store.ts';

/** The receipt, unless the request has one. What is over its time may lie there for days until the table takes it away. */
export function receiptPut(receipt: Receipt, TableName: string) {
  const keptAt = seconds(receipt.keptAt);
  return {
    TableName,
    Item: {
      ...itemKey(keys.receipt(receipt.keyId, receipt.hash)),
      ttl: number(keptAt + RECEIPT_HOURS * 3600),
      ...packed(receipt),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':now': number(keptAt) },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const satisfies Put;
}

export function dynamoReceipts({ client, table }: Store): Receipts {
  return {
    async keep(receipt) {
      try {
        await client.send(new PutItemCommand(receiptPut(receipt, table)));
        return undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException && error.Item) return unpacked<Receipt>(error.Item);
        return refused(error);
      }
    },
  };
}
