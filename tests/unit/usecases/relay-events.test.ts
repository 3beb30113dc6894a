import { describe, expect, it } from 'vitest';
import type { PublicEvent } from '#lib/events/public-event.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import type { Topic } from '#lib/usecases/ports.ts';
import { relayEvents } from '#lib/usecases/relay-events.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { memoryLog, memoryWatermarks } from '../../support/memory-log.ts';
import { countingIds, fixedClock, noWait } from '../../support/system.ts';

const publicUrl = 'https://bulletin.example';
const publication = aPublisher();

async function aLogOf(articles: number) {
  const memory = memoryLog({ publication });
  const deps = { log: memory.log, clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl };
  for (let n = 1; n <= articles; n += 1)
    await addArticle(aDraft({ title: `Article ${n}` }), { publication: publication.id }, deps);
  return memory;
}

/** Takes every event but those that the test answers for, by sequence and whether it is a claim check. */
function aTopic(answer: (sequence: number, event: PublicEvent) => 'refused' | 'failed' | undefined = () => undefined) {
  const taken: PublicEvent[] = [];
  const topic: Topic = {
    publish: async (events) =>
      events.map((event) => {
        const result = answer(Number(event.sequence), event) ?? 'taken';
        if (result === 'taken') taken.push(event);
        return result;
      }),
  };
  return { topic, taken, sequences: () => taken.map(({ sequence }) => Number(sequence)) };
}

describe('the relay', () => {
  it('tells every event beyond its watermark, in order, and moves the watermark', async () => {
    const { log } = await aLogOf(25);
    const { watermarks, marks } = memoryWatermarks();
    const { topic, sequences } = aTopic();
    marks.relay = 3;

    expect(await relayEvents(publication.id, { log, watermarks, topic, publicUrl })).toBe(22);

    expect(sequences()).toEqual(Array.from({ length: 22 }, (_, index) => index + 4));
    expect(marks.relay).toBe(25);
  });

  it('stops at the first event that was not taken, keeps its place, and repeats from there', async () => {
    const { log } = await aLogOf(5);
    const { watermarks, marks } = memoryWatermarks();
    const down = aTopic((sequence) => (sequence === 3 ? 'failed' : undefined));

    await expect(relayEvents(publication.id, { log, watermarks, topic: down.topic, publicUrl })).rejects.toMatchObject({
      code: 'topic.unavailable',
    });
    expect(marks.relay).toBe(2);

    const up = aTopic();
    await relayEvents(publication.id, { log, watermarks, topic: up.topic, publicUrl });
    expect(up.sequences()).toEqual([3, 4, 5]);
  });

  it('sends a claim check in the place of an event that is refused for good', async () => {
    const { log } = await aLogOf(3);
    const { watermarks, marks } = memoryWatermarks();
    const { topic, taken } = aTopic((sequence, event) => (sequence === 2 && 'data' in event ? 'refused' : undefined));

    await relayEvents(publication.id, { log, watermarks, topic, publicUrl });

    expect(marks.relay).toBe(3);
    const [check] = taken.filter(({ sequence }) => sequence === '000000000002');
    expect(taken.filter(({ sequence }) => sequence === '000000000002').at(-1)).toMatchObject({
      dataref: 'https://bulletin.example/v1/publications/harbour-post/events/2',
      type: 'bulletin.article.published.v1',
    });
    expect(check).not.toHaveProperty('data');
  });

  it('never skips an event whose claim check is refused too', async () => {
    const { log } = await aLogOf(3);
    const { watermarks, marks } = memoryWatermarks();
    const { topic } = aTopic((sequence) => (sequence === 2 ? 'refused' : undefined));

    await expect(relayEvents(publication.id, { log, watermarks, topic, publicUrl })).rejects.toThrow('event 2');
    expect(marks.relay).toBe(1);
  });
});
