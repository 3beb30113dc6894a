import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure } from '#lib/local/retry.ts';

const usual = { attempt: 1, maxAttempts: 3, bisect: true };

describe('after a failure', () => {
  it('what comes before the first reported record is done, and the rest comes again', () => {
    expect(afterFailure({ ...usual, batch: ['a', 'b', 'c'], failedAt: 1 })).toEqual({
      kind: 'again',
      batch: ['b', 'c'],
      attempt: 1,
      done: 1,
    });
  });

  it('of the whole, the batch comes again by half', () => {
    expect(afterFailure({ ...usual, batch: ['a', 'b', 'c'], failedAt: undefined })).toMatchObject({
      batch: ['a', 'b'],
      attempt: 2,
    });
  });

  it('of one record too often, that one alone is given up', () => {
    expect(afterFailure({ ...usual, batch: ['a', 'b'], attempt: 3, bisect: false, failedAt: undefined })).toEqual({
      kind: 'give-up',
      dropped: ['a'],
      done: 1,
    });
  });

  it('a stream with poison in it goes on: every other record is handled, each poisonous one is given up, in order', () => {
    const streams = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(streams, fc.boolean(), fc.boolean(), (poison, reports, bisect) => {
        const records = poison.map((isPoison, index) => ({ index, isPoison }));
        const handled: number[] = [];
        const dropped: number[] = [];
        for (let at = 0; at < records.length; ) {
          let batch: readonly { index: number; isPoison: boolean }[] = records.slice(at);
          for (let attempt = 1, open = true; open; ) {
            const failing = batch.findIndex(({ isPoison }) => isPoison);
            handled.push(...batch.slice(0, failing === -1 ? undefined : failing).map(({ index }) => index));
            if (failing === -1) {
              at += batch.length;
              break;
            }
            const next = afterFailure({
              batch,
              attempt,
              maxAttempts: 3,
              bisect,
              failedAt: reports ? failing : undefined,
            });
            if (next.kind === 'give-up') dropped.push(...next.dropped.map(({ index }) => index));
            at += next.done;
            open = next.kind === 'again' && next.done === 0;
            if (next.kind === 'again') ({ batch, attempt } = next);
          }
        }
        const all = records.map(({ index }) => index);
        const poisonous = all.filter((index) => poison[index]);
        for (const index of all) expect([...handled, ...dropped]).toContain(index);
        expect(poisonous.filter((index) => !dropped.includes(index))).toEqual([]);
      }),
    );
  });
});
