/**
 * Numbers from 0 to 1 that come again in the same order with the same seed, which is printed where a test fails: run it
 * again with `SEED=<seed> npm test -- <file>`.
 */
export function randomNumbers(): () => number {
  let state = Number(process.env.SEED ?? Date.now()) >>> 0;
  console.log(`SEED=${state}`);
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
