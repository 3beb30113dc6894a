/** Of a wait, what may be added to it, so that what failed together does not come again together. */
const JITTER = 0.1;

/** A wait, made longer by chance: 0 to 1. In milliseconds. */
export const jittered = (ms: number, chance: number): number => Math.round(ms * (1 + JITTER * chance));
