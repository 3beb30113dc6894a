import { describe, expect, it } from 'vitest';
import { awaitEvent } from '#lib/usecases/await-event.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { steppingTime } from '../../support/system.ts';

const publication = aPublisher();

/** Waits for what comes after event 7, which the log has got to; the looks are counted, and the pauses between them. */
async function waited({ seconds, until = Number.POSITIVE_INFINITY }: { seconds: number; until?: number }) {
  const { clock, pauses, passed, taken } = steppingTime();
  const { log } = memoryLog({ publication });
  let looks = 0;
  const head = async () => {
    looks += 1;
    return passed() >= until ? 8 : 7;
  };
  await awaitEvent({ publication: publication.id, after: 7, seconds }, { log: { ...log, head }, clock, pauses });
  return { looks, passed: passed(), taken };
}

describe('waiting for an event', () => {
  it('ends at once when it is there already', async () => {
    expect(await waited({ seconds: 20, until: 0 })).toEqual({ looks: 1, passed: 0, taken: [] });
  });

  it('ends when the time is over, to the millisecond', async () => {
    expect((await waited({ seconds: 20 })).passed).toBe(20_000);
    expect((await waited({ seconds: 1 })).passed).toBe(1_000);
  });

  it('looks twice in the first second, and then once in each: no more than 23 times in all', async () => {
    const { looks, taken } = await waited({ seconds: 20 });
    expect(taken.slice(0, 3)).toEqual([250, 500, 1_000]);
    expect(Math.max(...taken)).toBe(1_000);
    expect(looks).toBeLessThanOrEqual(23);
  });

  it('finds what comes within a second of its coming', async () => {
    for (const until of [1, 251, 3_000, 19_999]) {
      const { passed } = await waited({ seconds: 20, until });
      expect(passed - until).toBeLessThanOrEqual(1_000);
    }
  });
});
