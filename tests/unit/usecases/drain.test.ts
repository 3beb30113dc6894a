import { expect, it } from 'vitest';
import { PublicationId } from '#lib/domain/publication.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { drain } from '#lib/usecases/drain.ts';
import type { Doorbell, Publications, Topic, Watermarks } from '#lib/usecases/ports.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, fixedClock, noWait } from '../../support/system.ts';

const publicUrl = 'https://bulletin.example';
const publication = aPublisher();
const id = (text: string) => PublicationId.parse(text);

/** One publication has a log of two events; of any there is only how far its readers are. */
async function aNewsroom(standings: Record<string, Awaited<ReturnType<Watermarks['standing']>> | Error>) {
  const { log } = memoryLog({ publication });
  const writing = { log, clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl };
  for (const title of ['One', 'Two']) await addArticle(aDraft({ title }), { publication: publication.id }, writing);
  const done: string[] = [];
  const publications: Pick<Publications, 'ids'> = {
    async *ids() {
      for (const one of Object.keys(standings)) yield id(one);
    },
  };
  const watermarks: Watermarks = {
    get: async () => 0,
    advance: async (one, { reader, to }) => void done.push(`${reader} of ${one} at ${to}`),
    async standing(one) {
      const standing = standings[one];
      if (!standing || standing instanceof Error) throw standing;
      return standing;
    },
  };
  const doorbell: Doorbell = { ring: async (rung) => void done.push(`rung for ${rung.join(', ')}`) };
  const topic: Topic = { publish: async (events) => events.map(() => 'taken') };
  return { deps: { log, publications: publications as Publications, watermarks, doorbell, topic, publicUrl }, done };
}

it('rings for the feeds that are behind, all at once, before it relays', async () => {
  const { deps, done } = await aNewsroom({
    [publication.id]: { head: 2, relay: 0, feeds: 0 },
    idle: { head: 7, relay: 7, feeds: 7 },
    unrendered: { head: 7, relay: 7, feeds: 6 },
  });
  expect(await drain(deps)).toEqual({ publications: 3, relayed: 2, rung: 2, failed: [] });
  expect(done).toEqual([`rung for ${publication.id}, unrendered`, `relay of ${publication.id} at 2`]);
});

it('goes on to the others when one cannot be looked at', async () => {
  const reason = new Error('no answer');
  const { deps, done } = await aNewsroom({ broken: reason, [publication.id]: { head: 2, relay: 0, feeds: 2 } });
  expect(await drain(deps)).toMatchObject({ relayed: 2, failed: [{ publication: 'broken', reason }] });
  expect(done.at(-1)).toBe(`relay of ${publication.id} at 2`);
});

it('relays when the feeds cannot be rung for', async () => {
  const { deps } = await aNewsroom({ [publication.id]: { head: 2, relay: 0, feeds: 0 } });
  const reason = new Error('no queue');
  const doorbell: Doorbell = { ring: () => Promise.reject(reason) };
  expect(await drain({ ...deps, doorbell })).toMatchObject({
    relayed: 2,
    rung: 0,
    failed: [{ publication: '*', reason }],
  });
});

it('rings for the feeds when the topic takes nothing', async () => {
  const { deps, done } = await aNewsroom({ [publication.id]: { head: 2, relay: 0, feeds: 0 } });
  const topic: Topic = { publish: async (events) => events.map(() => 'failed') };
  expect(await drain({ ...deps, topic })).toMatchObject({ rung: 1, failed: [{ publication: publication.id }] });
  expect(done).toEqual([`rung for ${publication.id}`]);
});
