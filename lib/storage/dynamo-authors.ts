import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Author } from '#lib/domain/author.ts';
import type { Authors } from '#lib/usecases/ports.ts';
import { packed, unpacked } from './codecs.ts';
import { refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import { getItem, queryAll, type Store } from './store.ts';

export function dynamoAuthors(store: Store): Authors {
  const TableName = store.table;
  return {
    async put(publication, author) {
      const Item = { ...itemKey(keys.author(publication, author.id)), ...packed(author) };
      await store.client.send(new PutItemCommand({ TableName, Item })).catch(refused);
    },

    async get(publication, id) {
      const item = await getItem(store, keys.author(publication, id), { consistent: true });
      return item && unpacked<Author>(item);
    },

    async list(publication, { after, limit }) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :publication AND sk BETWEEN :after AND :last',
        ExpressionAttributeValues: {
          ':publication': { S: keys.publication(publication).pk },
          // A space sorts before everything that an id may hold: it is what comes after this very author.
          ':after': { S: after ? `${keys.author(publication, after).sk} ` : 'AUTHOR#' },
          ':last': { S: 'AUTHOR#\u{10FFFF}' },
        },
        Limit: limit,
      });
      return items.map((item) => unpacked<Author>(item));
    },

    async remove(publication, id) {
      const command = new DeleteItemCommand({
        TableName,
        Key: itemKey(keys.author(publication, id)),
        ReturnValues: 'ALL_OLD',
      });
      const { Attributes } = await store.client.send(command).catch(refused);
      return Attributes ? 'removed' : 'missing';
    },
  };
}
