import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TABLE } from '#lib/storage/table.ts';

/** An item as the JSON protocol has it: binary values are text in base64. */
export type Item = Readonly<Record<string, JsonValue>>;
type JsonValue = { readonly [Type in keyof AttributeValue]?: unknown };

const KILOBYTE = 1024;
const { partitionKey, sortKey, index } = TABLE;

/** An item's size as DynamoDB counts it: names and values, lists and maps with their overhead. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

function valueSize(value: JsonValue): number {
  const [[type, content] = ['NULL', true]] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return Math.ceil(String(content).replace(/\D/g, '').length / 2) + 1;
    case 'B':
      return Buffer.byteLength(String(content), 'base64');
    case 'M':
      return 3 + itemSize(content as Item) + Object.keys(content as Item).length;
    case 'L':
      return 3 + (content as JsonValue[]).reduce((sum, one) => sum + valueSize(one) + 1, 0);
    case 'SS':
    case 'NS':
      return (content as string[]).reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    default:
      return 1;
  }
}

/** Units of a write: the larger one of what was there and what is there, and what the index takes of it. */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  return Math.max(1, Math.ceil(size / KILOBYTE));
}

/** An index of keys alone is written when an item's keys in it change: one place is left, another one taken. */
export function indexUnits(before: Item | undefined, after: Item | undefined): number {
  const [left, taken] = [placeIn(before), placeIn(after)];
  return left === taken ? 0 : Number(left !== undefined) + Number(taken !== undefined);
}

const placeIn = (item: Item | undefined): string | undefined =>
  item && index.partitionKey in item
    ? JSON.stringify([item[index.partitionKey], item[index.sortKey], item[partitionKey], item[sortKey]])
    : undefined;

/** Units of a read of so many bytes: 4 KB each, half of one where it need not be consistent. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / (4 * KILOBYTE))) * (consistent ? 1 : 0.5);

const KINDS: Readonly<Record<string, string>> = {
  ...{ P: 'publication', A: 'article', S: 'slug lock', X: 'external-id lock', E: 'event', D: 'timers', K: 'key' },
  ...{ I: 'idempotency record', W: 'endpoint', L: 'delivery', Y: 'resend', H: 'WebSub', DIR: 'directory' },
};

/** The kind of an item, by its keys. */
export function kindOf(pk: string, sk = ''): string {
  const [prefix = '', , ...rest] = pk.split('#');
  if (prefix === 'Q') return sk === 'SEQ' ? 'counter' : 'watermarks';
  if (prefix === 'K' && sk === 'USE') return 'key use';
  if (prefix === 'P' && sk.startsWith('AUTHOR')) return 'author';
  if (prefix !== 'T') return KINDS[prefix] ?? prefix;
  if (pk.endsWith('#GONE')) return 'tombstones';
  return rest.length > 0 ? 'entries' : 'heads';
}
