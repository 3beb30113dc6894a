import { createHash } from 'node:crypto';

/** Counts up with every change to what feeds look like: what an older one rendered is rendered again when it is asked for. */
export const RENDERER = 5;

/** What a rendering was made by: the code, and the address it is served at. */
export const editionOf = (publicUrl: string): string =>
  createHash('sha256').update(`${RENDERER} ${publicUrl}`).digest('base64url').slice(0, 12);
