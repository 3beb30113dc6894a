import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#lib/http/cursor.ts';

const LIST = '/v1/publications/one/authors?';
const Position = z.string().regex(/^[a-z]+$/);
const decode = (text: string, list = LIST) => decodeCursor(text, { list, position: Position });
const refused = expect.objectContaining({ code: 'cursor.malformed' });

/** As somebody could write it who has read how cursors are made. */
const forged = (after: unknown) => encodeCursor(LIST, after as string);

describe('a cursor', () => {
  it('is read back by its list, and by no other', () => {
    const cursor = encodeCursor(LIST, 'ada');
    expect(decode(cursor)).toBe('ada');
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(() => decode(cursor, '/v1/publications/two/authors?')).toThrow(refused);
  });

  it('is refused when any of its characters is another, or missing, or one too many', () => {
    const cursor = encodeCursor(LIST, 'ada');
    for (let at = 0; at < cursor.length; at += 1) {
      for (const other of ['A', 'b', '1', '_', '', '!', 'AA']) {
        const changed = `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`;
        if (changed !== cursor) expect(() => decode(changed), changed).toThrow(refused);
      }
    }
    for (const changed of ['', `${cursor}=`, `${cursor}!`, ` ${cursor}`, `${cursor}A`, cursor.toUpperCase()])
      expect(() => decode(changed), changed).toThrow(refused);
  });

  it.each(['', 'a'.repeat(3_000).toUpperCase(), 'x\uD800y', '\u0000', 'a b', 1, null, { after: 'ada' }])(
    'is refused when it was made for a position that the list cannot have: %j',
    (after) => expect(() => decode(forged(after))).toThrow(refused),
  );

  it.each(['', 'made-up', 'bnVsbA', 'W10', 'IiI', Buffer.from('['.repeat(100_000)).toString('base64url')])(
    'is refused when it was made up: %.20s',
    (text) => expect(() => decode(text)).toThrow(refused),
  );
});
