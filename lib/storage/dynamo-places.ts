import { feedName } from '#lib/domain/feed.ts';
import type { Place } from '#lib/domain/place.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Places } from '#lib/usecases/reader-ports.ts';
import { text, textIn } from './codecs.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { putRequest, queryAll, type Store, writeItems } from './store.ts';

const MOST_REMEMBERED = 10_000;

/** What this process has written itself is not written again: places are only ever added. */
export function dynamoPlaces(store: Store): Places {
  const written = new Set<string>();
  const keyOf = (publication: PublicationId, { feed }: Place) => ({
    pk: keys.places(publication),
    sk: feedName(feed),
  });
  return {
    async add(publication, places) {
      const unknown = new Map(places.map((place) => [`${publication} ${feedName(place.feed)}`, place]));
      for (const name of unknown.keys()) if (written.has(name)) unknown.delete(name);
      const items = [...unknown.values()].map((place) => ({
        ...itemKey(keyOf(publication, place)),
        label: text(place.label),
      }));
      await writeItems(store, items.map(putRequest));
      if (written.size > MOST_REMEMBERED) written.clear();
      for (const name of unknown.keys()) written.add(name);
    },

    async list(publication) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :places',
        ExpressionAttributeValues: { ':places': { S: keys.places(publication) } },
      });
      return items.flatMap(placeIn);
    },
  };
}

function placeIn(item: Item): Place[] {
  const [, kind, name = ''] = /^(section|tag|author):(.+)$/.exec(textIn(item, 'sk')) ?? [];
  return kind ? [{ feed: { kind: kind as Place['feed']['kind'], name }, label: textIn(item, 'label') }] : [];
}
