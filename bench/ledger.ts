import type { Touched } from './touched.ts';
import { type Item, indexUnits, itemSize, kindOf, readUnits, writeUnits } from './units.ts';

/** A request, its answer, and the items that it wrote as they were before and after. */
interface Entry {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly writes: readonly (Touched & { readonly before: Item | undefined; readonly after: Item | undefined })[];
}

interface Units {
  readonly kind: string;
  readonly read: number;
  readonly written: number;
}

export interface Bill {
  readonly read: number;
  readonly written: number;
  /** By AWS's rules, of each kind of item. */
  readonly kinds: readonly Units[];
  /** As the engine counts them itself. */
  readonly engine: { readonly read: number; readonly written: number };
}

/** The requests since it was last closed. */
export class Ledger {
  #entries: Entry[] = [];

  enter(entry: Entry): void {
    this.#entries.push(entry);
  }

  close(): readonly Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }
}

export function billOf(entries: readonly Entry[]): Bill {
  const all = entries.flatMap((entry) => [...writesOf(entry), ...readsOf(entry)]);
  const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, some]) => ({ kind, ...sumOf(some) }));
  const engine = entries.map(({ operation, output }) => {
    const units = [output.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    const sum = units.reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
    return /^(?:Get|BatchGet|Query|TransactGet)/.test(operation)
      ? { read: sum, written: 0 }
      : { read: 0, written: sum };
  });
  return { ...sumOf(all), kinds: kinds.toSorted((one, other) => other.written - one.written), engine: sumOf(engine) };
}

const sumOf = (all: readonly { read: number; written: number }[]) => ({
  read: all.reduce((sum, { read }) => sum + read, 0),
  written: all.reduce((sum, { written }) => sum + written, 0),
});

/** A refused write costs as much as what is there already; a transaction prepares and commits each item. */
function writesOf({ writes }: Entry): Units[] {
  return writes.flatMap(({ key, transaction, before, after }) => {
    const kind = kindOf(textIn(key, 'pk'), textIn(key, 'sk'));
    const named = transaction ? `transaction: ${kind}` : kind;
    const index = indexUnits(before, after);
    return [
      { kind: named, read: 0, written: writeUnits(before, after) * (transaction ? 2 : 1) },
      ...(index > 0 ? [{ kind: 'index', read: 0, written: index }] : []),
    ];
  });
}

type Requested = Readonly<Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead?: boolean }>>;

function readsOf({ operation, input, output }: Entry): Units[] {
  const consistent = input.ConsistentRead === true;
  if (operation === 'GetItem') return [readOf(input.Key as Item, [output.Item as Item | undefined], consistent)];
  if (operation === 'BatchGetItem') {
    const found = Object.values((output.Responses ?? {}) as Record<string, Item[]>).flat();
    return Object.values(input.RequestItems as Requested).flatMap(({ Keys, ConsistentRead = false }) =>
      Keys.map((key) => readOf(key, [found.find((item) => isAt(item, key))], ConsistentRead)),
    );
  }
  if (operation !== 'Query') return [];
  const items = (output.Items ?? []) as Item[];
  // What a filter leaves out is read, too: the engine knows it.
  if (output.ScannedCount !== output.Count || input.ProjectionExpression !== undefined) {
    const { CapacityUnits: read = 0 } = (output.ConsumedCapacity ?? {}) as { CapacityUnits?: number };
    return [{ kind: queried(input), read, written: 0 }];
  }
  return [{ ...readOf({}, items, consistent), kind: queried(input) }];
}

function readOf(key: Item, items: readonly (Item | undefined)[], consistent: boolean): Units {
  const bytes = items.reduce((sum, item) => sum + (item ? itemSize(item) : 0), 0);
  return { kind: kindOf(textIn(key, 'pk'), textIn(key, 'sk')), read: readUnits(bytes, consistent), written: 0 };
}

function queried({ KeyConditionExpression, ExpressionAttributeValues, IndexName }: Entry['input']): string {
  const [, name = ''] = /pk\s*=\s*(:\w+)/.exec(String(KeyConditionExpression)) ?? [];
  const kind = kindOf(textIn((ExpressionAttributeValues ?? {}) as Item, name));
  return IndexName ? `index: ${kind}` : kind;
}

const isAt = (item: Item, key: Item): boolean =>
  textIn(item, 'pk') === textIn(key, 'pk') && textIn(item, 'sk') === textIn(key, 'sk');

const textIn = (item: Item, name: string): string => String((item[name] as { S?: string } | undefined)?.S ?? '');
