import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sqliteLedger } from '#examples/subscriber/sqlite-ledger.ts';
import type { Event, OpenEvent } from '#lib/consumer/event.ts';
import { type Consumer, inOrder, type Ledger } from '#lib/consumer/in-order.ts';

const SOURCE = '/publications/harbour-post';

const isSealed = (sequence: number): boolean => sequence % 4 === 0;

const anEvent = (sequence: number, source = SOURCE): Event => {
  const identity = {
    ...({ specversion: '1.0', id: `e${sequence}`, source, type: 'published', time: 'now' } as const),
    sequence: String(sequence).padStart(12, '0'),
  };
  return isSealed(sequence)
    ? { ...identity, sealed: true }
    : { ...identity, subject: 'art', data: { number: sequence } };
};

/** As it is sent when it is too large. */
function claimCheck(event: Event): Event {
  if (event.sealed) return event;
  const { data: _withheld, ...envelope }: OpenEvent = event;
  return { ...envelope, dataref: 'https://x.example' };
}

interface Delivery {
  readonly sequence: number;
  readonly as: 'itself' | 'claim check' | 'another’s';
}

const sent = ({ sequence, as }: Delivery): Event => {
  if (as === 'another’s') return anEvent(sequence, '/publications/other');
  return as === 'itself' ? anEvent(sequence) : claimCheck(anEvent(sequence));
};

/** A real store whose effects are a list of what was applied, and a log that holds what was sent so far. */
function aWorld() {
  let applied: DatabaseSync | undefined;
  const store = sqliteLedger(':memory:', ({ sequence, data }, database) => {
    applied = database;
    database.exec('CREATE TABLE IF NOT EXISTS effects (n INTEGER PRIMARY KEY, sequence INTEGER, data TEXT)');
    database.prepare('INSERT INTO effects (sequence, data) VALUES (?, ?)').run(Number(sequence), JSON.stringify(data));
  });
  const log = { length: 0 };
  const effects = () =>
    (applied?.prepare('SELECT sequence, data FROM effects ORDER BY n').all() ?? []).map((row) => [
      row.sequence,
      JSON.parse(String(row.data)).number,
    ]);
  return { store, log, effects };
}

/** A consumer that may end between any two of its steps, or be kept waiting by another. */
function aConsumer({ store, log }: ReturnType<typeof aWorld>, step: () => Promise<void>) {
  const ledger: Ledger = {
    async watermark(source) {
      await step();
      return store.watermark(source);
    },
    async apply(event) {
      await step();
      const outcome = await store.apply(event);
      await step();
      return outcome;
    },
  };
  const readLog = async function* (source: string, after: number) {
    for (let next = after + 1; next <= log.length; next += 1) {
      await step();
      yield anEvent(next, source);
    }
  };
  return inOrder({ sources: [SOURCE], ledger, readLog });
}

/** What fails comes again, until it does not fail: a queue sees to that. */
async function deliver(event: Event, consumer: Consumer): Promise<void> {
  for (;;) {
    try {
      await consumer.take(event);
      return;
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
  }
}

class Ended extends Error {}

const deliveries = fc.integer({ min: 1, max: 25 }).chain((length) =>
  fc.record({
    length: fc.constant(length),
    messages: fc.array(
      fc.record({
        sequence: fc.integer({ min: 1, max: length }),
        as: fc.constantFrom<Delivery['as'][]>('itself', 'itself', 'claim check', 'another’s'),
      }),
      { maxLength: 60 },
    ),
  }),
);
/** What has an effect: all but what is sealed. */
const everyOne = (length: number) =>
  Array.from({ length }, (_, index) => index + 1).flatMap((sequence) =>
    isSealed(sequence) ? [] : [[sequence, sequence]],
  );
const last = (sequence: number): Delivery => ({ sequence, as: 'itself' });

it('each event is applied once and in order, however messages repeat, overtake one another and get lost, and whenever it ends', async () => {
  const runs = fc.tuple(deliveries, fc.array(fc.boolean(), { maxLength: 200 }));
  await fc.assert(
    fc.asyncProperty(runs, async ([{ length, messages }, ends]) => {
      const world = aWorld();
      const left = [...ends];
      const consumer = aConsumer(world, async () => {
        if (left.pop()) throw new Ended();
      });
      for (const delivery of [...messages, last(length)]) {
        world.log.length = Math.max(world.log.length, delivery.sequence);
        await deliver(sent(delivery), consumer);
      }
      expect(world.effects()).toEqual(everyOne(length));
      expect(await world.store.watermark(SOURCE)).toBe(length);
    }),
    { numRuns: 300 },
  );
});

it('and also when several take messages at once', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, fc.scheduler(), async ({ length, messages }, scheduler) => {
      const world = aWorld();
      const queue = [...messages, last(length)].map(sent);
      world.log.length = length;
      const worker = async () => {
        const consumer = aConsumer(world, async () => void (await scheduler.schedule(Promise.resolve())));
        for (let event = queue.shift(); event; event = queue.shift()) await deliver(event, consumer);
      };
      await scheduler.waitFor(Promise.all([worker(), worker(), worker()]));
      expect(world.effects()).toEqual(everyOne(length));
      expect(await world.store.watermark(SOURCE)).toBe(length);
    }),
    { numRuns: 100 },
  );
});
