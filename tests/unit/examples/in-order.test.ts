import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Event, inOrder } from '#examples/subscriber/in-order.ts';

const log = (length: number): Event[] =>
  Array.from({ length }, (_, index) => ({
    ...{ id: `e${index + 1}`, source: '/publications/post', type: 'published', subject: 'art' },
    sequence: String(index + 1).padStart(12, '0'),
  }));

function aConsumer(events: readonly Event[], { failing = () => false }: { failing?: () => boolean } = {}) {
  const handled: number[] = [];
  const deps = {
    watermark: () => handled.at(-1) ?? 0,
    readLog: async function* (_: string, after: number) {
      yield* events.slice(after);
    },
    handle: async (event: Event) => {
      if (failing()) throw new Error('stopped');
      handled.push(Number(event.sequence));
    },
  };
  return { handled, take: (event: Event) => inOrder(event, deps) };
}

it('handles each event once and in order, however messages repeat, overtake one another and get lost', async () => {
  const runs = fc.integer({ min: 1, max: 30 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      deliveries: fc.array(fc.integer({ min: 1, max: length }), { maxLength: 60 }),
      failures: fc.array(fc.boolean(), { maxLength: 60 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(runs, async ({ length, deliveries, failures }) => {
      const events = log(length);
      const consumer = aConsumer(events, { failing: () => failures.pop() ?? false });
      // The last event does arrive in the end, and what failed comes again: SQS sees to both.
      for (const sequence of [...deliveries, length]) {
        const event = events[sequence - 1];
        for (let again = true; event && again; )
          again = await consumer
            .take(event)
            .then(() => false)
            .catch(() => true);
      }
      expect(consumer.handled).toEqual(events.map((_, index) => index + 1));
    }),
  );
});

it('drops a repeated event without an effect', async () => {
  const events = log(2);
  const { take, handled } = aConsumer(events);
  for (const event of events) await take(event);
  const [first] = events;
  expect(first && (await take(first))).toBe('repeated');
  expect(handled).toEqual([1, 2]);
});
