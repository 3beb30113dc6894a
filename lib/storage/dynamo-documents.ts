import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DOCUMENTS, type DocumentFormat, subjectName, subjectNamed } from '#lib/domain/document.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { DocumentKey, Documents, DocumentValidators, StoredBody } from '#lib/usecases/reader-ports.ts';
import { number, numberIn, text, textIn } from './codecs.ts';
import { isConditionFailure, refused, unlessConditionFailed } from './failures.ts';
import { type Item, type ItemKey, itemKey, keys } from './keys.ts';
import { deleteRequest, getItem, getItems, queryAll, type Store, writeItems } from './store.ts';

// A document that was rendered at a later event stays; the same event may be rendered again, by another edition.
const NOTHING_NEWER = 'attribute_not_exists(seq) OR seq <= :seq';

const COMPOSED = 'composed:';

const attributes = ({ etag, lastModified, sequence, edition, freshUntil }: DocumentValidators): Item => ({
  ...{ etag: text(etag), lastModified: text(lastModified) },
  ...{ seq: number(sequence), edition: text(edition) },
  ...(freshUntil && { freshUntil: text(freshUntil) }),
});

function validatorsIn(item: Item | undefined): DocumentValidators | undefined {
  if (!item?.etag) return undefined;
  return {
    etag: textIn(item, 'etag'),
    lastModified: textIn(item, 'lastModified') as Instant,
    sequence: numberIn(item, 'seq'),
    edition: textIn(item, 'edition'),
    ...(item.freshUntil && { freshUntil: textIn(item, 'freshUntil') as Instant }),
  };
}

function bodyIn(item: Item | undefined): StoredBody | undefined {
  const validators = validatorsIn(item);
  const bytes = item?.bytes?.B;
  return validators && bytes ? { ...validators, bytes } : undefined;
}

/** Where it is said what somebody asks for: together for a publication, so that one query finds it all. */
const wish = (publication: PublicationId, subject: string): ItemKey => ({ pk: keys.wishes(publication), sk: subject });

function wishesIn(publication: PublicationId, item: Item): DocumentKey[] {
  const subject = subjectNamed(textIn(item, 'sk'));
  const formats = (item.formats?.SS ?? []) as DocumentFormat[];
  return subject ? formats.map((format) => ({ publication, subject, format })) : [];
}

export function dynamoDocuments(store: Store): Documents {
  const TableName = store.table;

  const wishes = (publication: PublicationId, prefix = ''): Promise<Item[]> =>
    queryAll(store, {
      KeyConditionExpression: prefix ? 'pk = :wishes AND begins_with(sk, :prefix)' : 'pk = :wishes',
      ExpressionAttributeValues: {
        ':wishes': { S: keys.wishes(publication) },
        ...(prefix && { ':prefix': { S: prefix } }),
      },
      ConsistentRead: true,
    });
  const update = async (key: ItemKey, { set, values }: { set: string; values: Item }) => {
    const parts = { TableName, Key: itemKey(key), UpdateExpression: set, ExpressionAttributeValues: values };
    await store.client.send(new UpdateItemCommand(parts)).catch(refused);
  };
  const put = (item: Item, seq: number) =>
    store.client.send(
      new PutItemCommand({
        TableName,
        Item: item,
        ConditionExpression: NOTHING_NEWER,
        ExpressionAttributeValues: { ':seq': number(seq) },
      }),
    );

  return {
    want: ({ publication, subject, format }, at) =>
      update(wish(publication, subjectName(subject)), {
        set: 'SET openedAt = :at ADD formats :format',
        values: { ':at': text(at), ':format': { SS: [format] } },
      }),

    async wanted(publication, subjects) {
      const items = await getItems(
        store,
        subjects.map((subject) => wish(publication, subjectName(subject))),
      );
      return items.flatMap((item) => wishesIn(publication, item));
    },

    async allWanted(publication) {
      return (await wishes(publication)).flatMap((item) => wishesIn(publication, item));
    },

    announce: (publication, { name, at }) =>
      update(wish(publication, `${COMPOSED}${name}`), { set: 'SET openedAt = :at', values: { ':at': text(at) } }),

    async compositions(publication) {
      return (await wishes(publication, COMPOSED)).map((item) => ({
        name: textIn(item, 'sk').slice(COMPOSED.length),
        openedAt: textIn(item, 'openedAt') as Instant,
        complete: item.formats !== undefined,
      }));
    },

    async forget(publication, subject) {
      const documents = DOCUMENTS[subject.kind].map((format) => keys.validators({ publication, subject, format }));
      await writeItems(store, [wish(publication, subjectName(subject)), ...documents].map(deleteRequest));
    },

    async validators(key) {
      return validatorsIn(await getItem(store, keys.validators(key), { consistent: false }));
    },

    async body(key, coding) {
      return bodyIn(await getItem(store, keys.body(key, coding), { consistent: false }));
    },

    async newestTags(wanted) {
      const items = await getItems(store, wanted.map(keys.validators));
      const tags = new Map(items.map((item) => [textIn(item, 'pk'), validatorsIn(item)?.etag]));
      return wanted.map((key) => tags.get(keys.validators(key).pk));
    },

    async newest(key) {
      return bodyIn(await getItem(store, keys.body(key, 'br'), { consistent: true }));
    },

    async store(key, document) {
      const common = attributes(document);
      try {
        // The bodies first: stopped in between, the old validators stand beside bodies that say their own. Each is an
        // item: a reader pays for the one it takes, and both together could be more than an item may hold.
        for (const coding of ['br', 'gzip'] as const) {
          const bytes = { B: document.bodies[coding] };
          await put({ ...itemKey(keys.body(key, coding)), ...common, bytes }, document.sequence);
        }
        await put({ ...itemKey(keys.validators(key)), ...common }, document.sequence);
        return 'stored';
      } catch (error) {
        return isConditionFailure(error) ? 'older' : refused(error);
      }
    },

    async withdraw(key, sequence) {
      const item = { ...itemKey(keys.validators(key)), seq: number(sequence) };
      await put(item, sequence).catch(unlessConditionFailed);
    },
  };
}
