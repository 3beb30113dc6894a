import type { PublicationId } from '#lib/domain/publication.ts';
import type { Leftovers } from '#lib/usecases/rebuild-index.ts';
import { text, textIn } from './codecs.ts';
import { type ItemKey, keys } from './keys.ts';
import { deleteRequest, getItem, queryAll, type Store, writeItems } from './store.ts';

/** The kinds of items that version 0.1 kept of what was read: bodies, lists of composed feeds, edges between articles. */
const KEYS = {
  asked: (publication: string) => `F#${publication}`,
  document: (publication: string, subject: string, format: string) => `F#${publication}#${subject}#${format}`,
  composed: (publication: string, subject: string) => `T#${publication}#${subject}`,
  edges: (article: string) => `R#${article}`,
};

export function dynamoLeftovers(store: Store): Leftovers {
  const under = async (pk: string): Promise<ItemKey[]> => {
    const items = await queryAll(store, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(pk) },
      ProjectionExpression: 'pk, sk',
    });
    return items.map((item) => ({ pk, sk: textIn(item, 'sk') }));
  };
  const remove = async (found: readonly ItemKey[]): Promise<number> => {
    await writeItems(store, found.map(deleteRequest));
    return found.length;
  };
  const watermark = async (publication: PublicationId): Promise<ItemKey[]> => {
    const moved = await getItem(store, keys.watermark(publication, 'index'), { consistent: true });
    const left = await getItem(store, keys.feedsWatermark(publication), { consistent: true });
    return moved?.seq && left ? [keys.feedsWatermark(publication)] : [];
  };

  return {
    async ofPublication(publication) {
      const pk = KEYS.asked(publication);
      const asked = await queryAll(store, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(pk) },
      });
      let removed = 0;
      // What was asked for goes last: it says where the rest is.
      for (const item of asked) {
        const subject = textIn(item, 'sk');
        const documents = (item.formats?.SS ?? []).map((format) => KEYS.document(publication, subject, format));
        for (const one of [
          ...documents,
          ...(subject.startsWith('composed:') ? [KEYS.composed(publication, subject)] : []),
        ])
          removed += await remove(await under(one));
        removed += await remove([{ pk, sk: subject }]);
      }
      return removed + (await remove(await watermark(publication)));
    },

    async ofArticles(articles) {
      let removed = 0;
      for (const article of articles) removed += await remove(await under(KEYS.edges(article)));
      return removed;
    },
  };
}
