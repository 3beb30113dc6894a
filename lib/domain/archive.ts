import type { Sequence } from './sequence.ts';

/** How many places of the log make an archive: few enough for one document, with whatever is published in them. */
export const ARCHIVE_SEQUENCES = 64;

/** The name of the archive that the log has come to, wherever that is: its address leads to that archive. */
export const LATEST_ARCHIVE = 'latest';

/**
 * The archive of what is first published at a sequence. Archives are pages of the log: what is in one stays in it and is in
 * no other, whatever becomes of the article, and no archive grows without bound.
 */
export const archiveAt = (sequence: Sequence): number => Math.floor(sequence / ARCHIVE_SEQUENCES);
