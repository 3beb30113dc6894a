import { archiveAt } from '#lib/domain/archive.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { Writing } from './append.ts';

/** An article that is published for the first time belongs to the archive of that event's place in the log, for ever. */
export function filedInArchive(writing: Writing, sequence: Sequence): Writing {
  const { change, happening } = writing;
  if (change.kind !== 'article' || change.after.status !== 'published' || change.after.archive !== undefined) {
    return writing;
  }
  const archive = archiveAt(sequence);
  const data = { ...happening.data, archive } as typeof happening.data;
  return { ...writing, change: { ...change, after: { ...change.after, archive } }, happening: { ...happening, data } };
}
