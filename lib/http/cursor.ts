import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { Failure } from '#lib/domain/failure.ts';

const Cursor = z.object({ list: z.string(), after: z.string() });

/**
 * Opaque to clients; holds a position in a list, not a key of the table, so that a saved link survives a change of
 * storage. `list` says which list, with its filters: a cursor is good for no other. The checksum detects a cursor that was
 * cut off or mistyped; it is no signature, since a position is no secret.
 */
export const encodeCursor = (list: string, after: string): string =>
  Buffer.from(JSON.stringify({ sum: crc32(`${list} ${after}`), list, after })).toString('base64url');

interface Decoding<Position extends z.ZodType> {
  readonly list: string;
  readonly position: Position;
}

/** The position that a cursor holds, read by the schema of its list's positions. */
export function decodeCursor<Position extends z.ZodType>(
  text: string,
  { list, position }: Decoding<Position>,
): z.output<Position> {
  const cursor = Cursor.safeParse(jsonIn(text)).data;
  const { success, data } = position.safeParse(cursor?.after);
  if (!cursor || !success || encodeCursor(cursor.list, cursor.after) !== text)
    throw new Failure('cursor.malformed', 'that is no cursor that this list has given out');
  if (cursor.list !== list) throw new Failure('cursor.malformed', 'that cursor is of a list with other filters');
  return data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
