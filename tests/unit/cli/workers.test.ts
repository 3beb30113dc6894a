import { describe, expect, it } from 'vitest';
import { Workers } from '#lib/cli/workers.ts';

/** Works that end when the test says so. */
function works(count: number) {
  const all = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const work = (index: number) => () => {
    begun.push(index);
    return all[index]?.promise ?? Promise.resolve();
  };
  return {
    work,
    begun,
    end: (index: number) => all[index]?.resolve(),
    fail: (index: number) => all[index]?.reject(index),
  };
}

describe('works at once', () => {
  it('are at most so many; the next begins when one has ended', async () => {
    const { work, begun, end } = works(3);
    const workers = new Workers(2);
    await workers.add(work(0));
    await workers.add(work(1));
    const third = workers.add(work(2));
    expect(begun).toEqual([0, 1]);
    end(1);
    await third;
    expect(begun).toEqual([0, 1, 2]);
    const finished = workers.finish();
    end(0);
    end(2);
    await finished;
  });

  it.each([0, 1, 2])('fail as a whole when number %i of three does, the last ones too', async (failing) => {
    const { work, end, fail } = works(3);
    const workers = new Workers(3);
    for (const index of [0, 1, 2]) await workers.add(work(index));
    for (const index of [0, 1, 2]) (index === failing ? fail : end)(index);
    await expect(workers.finish()).rejects.toBe(failing);
  });

  it('are not begun any more once one has failed', async () => {
    const { work, begun, fail } = works(3);
    const workers = new Workers(1);
    await workers.add(work(0));
    const second = workers.add(work(1));
    fail(0);
    await expect(second).rejects.toBe(0);
    await expect(workers.add(work(2))).rejects.toBe(0);
    expect(begun).toEqual([0]);
  });

  it('fail with what failed first', async () => {
    const { work, fail } = works(2);
    const workers = new Workers(2);
    await workers.add(work(0));
    await workers.add(work(1));
    fail(1);
    fail(0);
    await expect(workers.finish()).rejects.toBe(1);
  });
});
