import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ItemKey, keys } from '#lib/storage/keys.ts';
import { getItem } from '#lib/storage/store.ts';
import { TABLE } from '#lib/storage/table.ts';
import { fill, fullPublication, type Stores } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let table: ATable;
let all: Stores;
const one = fullPublication(1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(async () => {
  table = await ATable.create();
  all = storesOf(table);
  await fill(all, one);
  await all.receipts.keep(one.receipt);
  await all.hubUses.admit('reader.example', NOON);
});
afterAll(() => table[Symbol.asyncDispose]());

/** When the table takes an item away, in milliseconds after noon; nothing when it never does. */
async function lifetimeOf(key: ItemKey): Promise<number | undefined> {
  const item = await getItem(table, key, { consistent: true });
  expect(item).toBeDefined();
  const seconds = item?.[TABLE.timeToLive]?.N;
  return seconds === undefined ? undefined : Number(seconds) * 1000 - Date.parse(NOON);
}

describe('the table takes away', () => {
  const noted = async (id: string, nextAttemptAt?: ReturnType<typeof afterNoon>) => {
    const [delivery] = one.deliveries;
    if (!delivery) throw new Error('there is no delivery');
    const retried = nextAttemptAt ? { status: 'retrying' as const, nextAttemptAt } : { status: 'delivered' as const };
    await all.deliveries.note(one.endpoint.id, { now: afterNoon(HOUR), deliveries: [{ ...delivery, id, ...retried }] });
    return lifetimeOf(keys.delivery(one.endpoint.id, id));
  };

  it('a delivery two weeks after its last attempt', async () => {
    expect(await noted('done')).toBe(HOUR + 14 * DAY);
  });

  it('a delivery that is retried two weeks after that attempt', async () => {
    expect(await noted('retried', afterNoon(3 * DAY))).toBe(17 * DAY);
  });

  it('a receipt after a day', async () => {
    expect(await lifetimeOf(keys.receipt(one.receipt.keyId, one.receipt.hash))).toBe(DAY);
  });

  it('a subscription when its lease ends', async () => {
    expect(await lifetimeOf(keys.subscription(one.subscriber))).toBe(HOUR);
  });

  it('a topic when its last subscription ends', async () => {
    expect(await lifetimeOf(keys.topic(one.id, one.chunk.topic))).toBe(HOUR);
  });

  it('a request to subscribe a day after it was to be looked at', async () => {
    expect(await lifetimeOf(keys.intent(one.subscriber))).toBe(Date.parse(one.intent.due) - Date.parse(NOON) + DAY);
  });

  it('what was counted of a host once its hour is over', async () => {
    expect(await lifetimeOf(keys.hubUse('reader.example', NOON))).toBeGreaterThanOrEqual(HOUR);
    expect(await lifetimeOf(keys.hubUse('reader.example', NOON))).toBeLessThanOrEqual(DAY);
  });
});

describe('the table never takes away', () => {
  it.each<[string, ItemKey]>([
    ['a publication', keys.publication(one.id)],
    ['an author', keys.author(one.id, one.author.id)],
    ['an article', keys.article(one.article.id)],
    ['a slug', keys.slug(one.id, one.article.slug)],
    ['an external id', keys.externalId(one.id, 'cms 1')],
    ['the head of a log', keys.head(one.id)],
    ['a watermark', keys.watermark(one.id, 'relay')],
    ['an event', keys.event(one.id, 1)],
    ['a key', keys.key(one.key.id)],
    ['an endpoint', keys.endpoint(one.id, one.endpoint.id)],
    ['a delivery cursor', keys.course(one.id, one.endpoint.id)],
    ['what is to be sent again', keys.resend(one.endpoint.id, 1)],
    ['a timer', keys.timer(one.timer)],
    ['up to when timers were looked at', keys.hand],
  ])('%s', async (_, key) => {
    expect(await lifetimeOf(key)).toBeUndefined();
  });
});
