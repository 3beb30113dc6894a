import { expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { drain } from '#lib/usecases/drain.ts';
import type { Alarms, Doorbell, Publications, Topic, Watermarks } from '#lib/usecases/ports.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { endpointId } from '../../support/an-endpoint.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, fixedClock, NOON, noWait } from '../../support/system.ts';

const publicUrl = 'https://bulletin.example';
const publication = aPublisher();
const id = (text: string) => PublicationId.parse(text);

/** One publication has a log of two events; of any there is only how far its readers are. */
type Standing = Awaited<ReturnType<Watermarks['standing']>>;

async function aNewsroom(standings: Record<string, (Omit<Standing, 'courses'> & Partial<Standing>) | Error>) {
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
    lease: async () => undefined,
    move: async () => 'lost',
    advance: async (one, { reader, to }) => void done.push(`${reader} of ${one} at ${to}`),
    async standing(one) {
      const standing = standings[one];
      if (!standing || standing instanceof Error) throw standing;
      return { courses: [], ...standing };
    },
  };
  const doorbell: Doorbell = { ring: async (rung) => void done.push(`rung for ${rung.join(', ')}`) };
  const topic: Topic = { publish: async (events) => events.map(() => 'taken') };
  const alarms: Alarms = {
    set: async (all) => void done.push(...all.map(({ subject, inSeconds }) => `${subject} in ${inSeconds} seconds`)),
  };
  const system = { clock: fixedClock(), alarms, publicUrl };
  return { deps: { log, publications: publications as Publications, watermarks, doorbell, topic, ...system }, done };
}

it('rings for the feeds that are behind, all at once, before it relays', async () => {
  const { deps, done } = await aNewsroom({
    [publication.id]: { head: 2, relay: 0, index: 0 },
    idle: { head: 7, relay: 7, index: 7 },
    unrendered: { head: 7, relay: 7, index: 6 },
  });
  expect(await drain(deps)).toEqual({ publications: 3, relayed: 2, rung: 2, late: 0, failed: [] });
  expect(done).toEqual([`rung for ${publication.id}, unrendered`, `relay of ${publication.id} at 2`]);
});

it('goes on to the others when one cannot be looked at', async () => {
  const reason = new Error('no answer');
  const { deps, done } = await aNewsroom({ broken: reason, [publication.id]: { head: 2, relay: 0, index: 2 } });
  expect(await drain(deps)).toMatchObject({ relayed: 2, failed: [{ publication: 'broken', reason }] });
  expect(done.at(-1)).toBe(`relay of ${publication.id} at 2`);
});

it('relays when the feeds cannot be rung for', async () => {
  const { deps } = await aNewsroom({ [publication.id]: { head: 2, relay: 0, index: 0 } });
  const reason = new Error('no queue');
  const doorbell: Doorbell = { ring: () => Promise.reject(reason) };
  expect(await drain({ ...deps, doorbell })).toMatchObject({
    relayed: 2,
    rung: 0,
    failed: [{ publication: '*', reason }],
  });
});

it('rings for the feeds when the topic takes nothing', async () => {
  const { deps, done } = await aNewsroom({ [publication.id]: { head: 2, relay: 0, index: 0 } });
  const topic: Topic = { publish: async (events) => events.map(() => 'failed') };
  expect(await drain({ ...deps, topic })).toMatchObject({ rung: 1, failed: [{ publication: publication.id }] });
  expect(done).toEqual([`rung for ${publication.id}`]);
});

it('rings for endpoints that are behind, or whose time has passed, when nobody has them any more', async () => {
  const later = instant(new Date(Date.parse(NOON) + 20_000));
  const course = (n: number, over: object) => ({ endpoint: endpointId(n), sequence: 2, failures: 0, ...over });
  const courses = [
    course(1, {}),
    course(2, { sequence: 1 }),
    course(3, { sequence: 1, restsUntil: later }),
    course(4, { sequence: 1, leasedUntil: later }),
    course(5, { wakeAt: NOON }),
    course(6, { sequence: 1, off: true }),
  ];
  const { deps, done } = await aNewsroom({ [publication.id]: { head: 2, relay: 2, index: 2, courses } });
  expect(await drain(deps)).toMatchObject({ late: 3, failed: [] });
  expect(done).toEqual([
    'rung for ',
    `${endpointId(2)} in 0 seconds`,
    `${endpointId(4)} in 21 seconds`,
    `${endpointId(5)} in 0 seconds`,
  ]);
});
