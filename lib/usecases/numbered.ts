import { archiveAt } from '#lib/domain/archive.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { Writing } from './append.ts';

/**
 * A change of an article as it is written at a sequence: the article carries the number of its latest event, and from its
 * first publication on that of the archive which that event belongs to, for ever.
 */
export function numbered(writing: Writing, sequence: Sequence): Writing {
  const { change, happening } = writing;
  if (change.kind !== 'article') return writing;
  const archive = change.after.archive ?? (change.after.status === 'published' ? archiveAt(sequence) : undefined);
  const after = { ...change.after, sequence, ...(archive !== undefined && { archive }) };
  const data = (archive === undefined ? happening.data : { ...happening.data, archive }) as typeof happening.data;
  return { ...writing, change: { ...change, after }, happening: { ...happening, data } };
}
