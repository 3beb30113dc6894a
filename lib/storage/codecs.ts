import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Failure } from '#lib/domain/failure.ts';
import { onlySafe } from '#lib/domain/text.ts';
import type { Item } from './keys.ts';

/** Names of attributes, as short as an item that is billed by the kilobyte wants them. */
const BODY = 'body';

// Quality 4: under a millisecond for an article, and a third of its size.
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

// An item may hold 409,600 bytes, its other attributes included.
const MAX_BYTES = 400_000;

/** A value as compressed JSON, in one attribute: text shrinks to a third, and so does what it costs. */
export function packed(value: unknown): Item {
  const body = brotliCompressSync(JSON.stringify(value), QUALITY);
  if (body.length <= MAX_BYTES) return { [BODY]: { B: body } };
  throw new Failure('request.too-large', `it takes ${body.length} bytes to keep, and at most ${MAX_BYTES} are kept`);
}

// Bytes that are in JSON with lone surrogates or control characters (escaped), U+FFFE or U+FFFF. Few values have any, and
// looking for them costs a tenth of what reading the value does.
const SUSPECT = ['\\u', '\\b', '\uFFFE', '\uFFFF'].map((text) => Buffer.from(text));

/**
 * The value again. What we wrote ourselves, under the types we wrote it with, is not checked again, but for texts that no
 * format can carry: earlier versions stored sections and tags as they came, and such an article must stop no reader.
 */
export function unpacked<Value>(item: Item): Value {
  const body = item[BODY]?.B;
  if (!body) throw new Failure('storage.unavailable', `an item without a body: ${item.pk?.S}/${item.sk?.S}`);
  const json = brotliDecompressSync(body);
  const isSuspect = SUSPECT.some((bytes) => json.includes(bytes));
  return JSON.parse(json.toString(), isSuspect ? onlySafe : undefined);
}

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

export const textIn = (item: Item, name: string): string => item[name]?.S ?? '';
export const numberIn = (item: Item | undefined, name: string): number => Number(item?.[name]?.N ?? 0);

export const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000);
