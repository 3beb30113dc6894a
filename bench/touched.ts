import type { Item } from './units.ts';

/** An item that a request writes, or holds a transaction to. */
export interface Touched {
  readonly table: string;
  readonly key: Item;
  /** Twice the units. */
  readonly transaction: boolean;
}

interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

type Batch = Readonly<Record<string, readonly Readonly<Record<string, Omit<Write, 'TableName'>>>[]>>;

/** The items that a request writes. */
export function touchedBy(operation: string, input: Readonly<Record<string, unknown>>): readonly Touched[] {
  if (operation === 'TransactWriteItems')
    return (input.TransactItems as readonly Readonly<Record<string, Write>>[]).flatMap((one) =>
      Object.values(one).map((write) => touched(write, true)),
    );
  if (operation === 'BatchWriteItem')
    return Object.entries(input.RequestItems as Batch).flatMap(([TableName, requests]) =>
      requests.flatMap((one) => Object.values(one).map((write) => touched({ TableName, ...write }, false))),
    );
  return /^(?:Put|Update|Delete)Item$/.test(operation) ? [touched(input as unknown as Write, false)] : [];
}

const touched = ({ TableName, Item, Key }: Write, transaction: boolean): Touched => ({
  ...{ table: TableName, transaction },
  key: Item ?? Key ?? {},
});
