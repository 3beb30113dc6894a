import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#lib/domain/instant.ts';
import type { HubUses } from '#lib/usecases/hub-ports.ts';
import { number, seconds } from './codecs.ts';
import { isConditionFailure, refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import type { Store } from './store.ts';

const HOUR_SECONDS = 3_600;
/** Requests an hour that concern one callback's host: each makes us ask it, whoever sent the request. */
const MOST_AN_HOUR = 3_600;

export function dynamoHubUses(store: Store): HubUses {
  return {
    async admit(host: string, at: Instant) {
      const command = new UpdateItemCommand({
        TableName: store.table,
        Key: itemKey(keys.hubUse(host, at)),
        UpdateExpression: 'SET #ttl = :ttl ADD uses :one',
        ConditionExpression: 'attribute_not_exists(uses) OR uses < :most',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ...{ ':ttl': number(seconds(at) + 2 * HOUR_SECONDS), ':one': number(1), ':most': number(MOST_AN_HOUR) },
        },
      });
      try {
        await store.client.send(command);
        return true;
      } catch (error) {
        return isConditionFailure(error) ? false : refused(error);
      }
    },
  };
}
