import { expect, it } from 'vitest';
import { inFlight } from '#lib/usecases/in-flight.ts';

/** Works that end when they are told to, in the order in which they were started. */
function someWorks() {
  const running: { readonly name: number; readonly end: (error?: Error) => void }[] = [];
  const started: number[] = [];
  const work = (name: number) => () => {
    started.push(name);
    return new Promise<number>((resolve, reject) => {
      running.push({ name, end: (error) => (error ? reject(error) : resolve(name)) });
    });
  };
  return { running, started, work };
}

const settled = () => new Promise(setImmediate);

it('lets so many run at once, and each of many more when one has ended, the one that waits longest first', async () => {
  const limit = inFlight(3);
  const { running, started, work } = someWorks();
  const results = Promise.all(Array.from({ length: 200 }, (_, name) => limit(work(name))));
  for (let ended = 0; ended < 200; ended += 1) {
    await settled();
    expect(running.length).toBe(Math.min(3, 200 - ended));
    running.splice(ended % running.length, 1)[0]?.end();
  }
  const inOrder = Array.from({ length: 200 }, (_, name) => name);
  expect(await results).toEqual(inOrder);
  expect(started).toEqual(inOrder);
});

it('lets another run after one that failed, or that could not begin', async () => {
  const limit = inFlight(1);
  const { running, work } = someWorks();
  const failing = limit(work(1));
  const refusing = limit(() => {
    throw new Error('could not begin');
  });
  const last = limit(work(2));
  await settled();
  running.shift()?.end(new Error('failed'));
  await expect(failing).rejects.toThrow('failed');
  await expect(refusing).rejects.toThrow('could not begin');
  await settled();
  running.shift()?.end();
  expect(await last).toBe(2);
});

it('is free again when all have ended: as many as before run at once', async () => {
  const limit = inFlight(2);
  for (let round = 0; round < 3; round += 1) {
    const { running, work } = someWorks();
    const results = [1, 2, 3].map((name) => limit(work(name)));
    await settled();
    expect(running.length).toBe(2);
    for (const _ of results) {
      running.shift()?.end();
      await settled();
    }
    expect(await Promise.all(results)).toEqual([1, 2, 3]);
  }
});
