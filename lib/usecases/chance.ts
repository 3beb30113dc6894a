import type { Ids } from './ports.ts';

/** 0 to 1. */
export const chanceFrom = (ids: Pick<Ids, 'random'>): number => (ids.random(1)[0] ?? 0) / 256;
