import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { KeyUses } from '#lib/usecases/ports.ts';
import { number, numberIn, text } from './codecs.ts';
import { refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import type { Store } from './store.ts';

// A request waits for this write, and goes on without it: no longer, all tries together, than a slow one takes.
const MOST_MS = 500;

// Words that are DynamoDB's own.
const NAMES = { '#window': 'window', '#used': 'used' };

type Expressions = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
>;

export function dynamoKeyUses(store: Store): KeyUses {
  const update = async (key: string, expressions: Expressions): ReturnType<KeyUses['begin']> => {
    const command = new UpdateItemCommand({
      TableName: store.table,
      Key: itemKey(keys.keyUse(key)),
      ExpressionAttributeNames: NAMES,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...expressions,
    });
    try {
      await store.client.send(command, { abortSignal: AbortSignal.timeout(MOST_MS) });
      return 'counted';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) return refused(error);
      return { window: numberIn(error.Item, 'window'), used: numberIn(error.Item, 'used') };
    }
  };

  return {
    begin: (key, { window, count, at }) =>
      update(key, {
        UpdateExpression: 'SET #window = :window, #used = :count, lastUsedAt = :at',
        // A window that is further ahead was begun by a clock that is wrong, and would last until then.
        ConditionExpression: 'attribute_not_exists(#window) OR #window < :window OR #window > :next',
        ExpressionAttributeValues: {
          ...{ ':window': number(window), ':next': number(window + 1) },
          ...{ ':count': number(count), ':at': text(at) },
        },
      }),

    add: (key, { window, count, limit, at }) =>
      update(key, {
        UpdateExpression: 'SET #used = #used + :count, lastUsedAt = :at',
        ConditionExpression: '#window = :window AND #used <= :room',
        ExpressionAttributeValues: {
          ...{ ':window': number(window), ':room': number(limit - count) },
          ...{ ':count': number(count), ':at': text(at) },
        },
      }),
  };
}
