import * as z from 'zod';
import { Failure } from '#lib/domain/failure.ts';

const Cursor = z.strictObject({ v: z.literal(1), list: z.string(), after: z.string() });

/**
 * Opaque to clients; holds a position in a list, not a key of the table, so that a saved link survives a change of
 * storage. `list` says which list, with its filters: a cursor is good for no other.
 */
export const encodeCursor = (list: string, after: string): string =>
  Buffer.from(JSON.stringify({ v: 1, list, after })).toString('base64url');

export function decodeCursor(list: string, text: string): string {
  const cursor = Cursor.safeParse(jsonIn(text)).data;
  if (!cursor) throw new Failure('cursor.malformed', 'that is no cursor that this list has given out');
  if (cursor.list !== list) throw new Failure('cursor.malformed', 'that cursor is of a list with other filters');
  return cursor.after;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
