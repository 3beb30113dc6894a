/** Counts up with every change to what feeds look like: versions of feeds that an older edition rendered are no longer current. */
export const RENDERER = 6;
