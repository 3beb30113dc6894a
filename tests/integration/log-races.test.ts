import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { aDraft, aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { countingIds, fixedClock, noWait } from '../support/system.ts';

let engine: ATable;
let store: ATable;
const publication = aPublisher();
const ids = countingIds();
const deps = () => ({
  log: dynamoLog(store),
  clock: fixedClock(),
  ids,
  backoff: noWait,
  publicUrl: 'https://bulletin.example',
});

beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await engine.emptyTable();
  await dynamoPublications(store).add(publication);
});

const add = (over: Parameters<typeof aDraft>[0]) => addArticle(aDraft(over), { publication: publication.id }, deps());

/** Does something to the next transaction, once: before it is sent, or after it was answered. */
function onNextTransaction(act: (send: () => Promise<unknown>) => Promise<unknown>): void {
  let left = 1;
  store.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'TransactWriteItemsCommand' || left === 0) return next(args);
        left -= 1;
        return (await act(() => next(args))) as Awaited<ReturnType<typeof next>>;
      },
    { step: 'finalizeRequest', priority: 'low' },
  );
}

/** Takes an event out of what queries find, as long as it is not undone: its transaction is being written. */
function hidden(sequence: number): () => void {
  const name = 'hide';
  store.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const output = result.output as unknown as { Items?: Record<string, { S?: string }>[] };
        if (commandName === 'QueryCommand')
          output.Items = output.Items?.filter(({ sk }) => Number(sk?.S) !== sequence) ?? [];
        return result;
      },
    { step: 'initialize', name },
  );
  return () => void store.client.middlewareStack.remove(name);
}

it('eight writers at once leave a log without a gap or a repetition', async () => {
  const writers = Array.from({ length: 8 }, (_, writer) =>
    Array.from({ length: 5 }, (_, n) => `From ${writer}, number ${n}`).reduce(
      (before, title) => before.then(() => add({ title })),
      Promise.resolve<unknown>(undefined),
    ),
  );
  await Promise.all(writers);
  const events = await dynamoLog(store).read(publication.id, { after: 0, limit: 1000 });
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(new Set(events.map(({ subject }) => subject)).size).toBe(40);
});

it('of many writers with one slug one has it, and the others are told', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => add({ slug: 'the-one' })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'article.slug-taken' });
  }
});

it('a write whose answer was lost is not mistaken for a rival’s when it is sent again', async () => {
  const before = await dynamoLog(store).head(publication.id);
  onNextTransaction(async (send) => {
    await send();
    throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', $retryable: {} });
  });
  await add({ slug: 'lost-answer' });
  expect(await dynamoLog(store).head(publication.id)).toBe(before + 1);
});

it('a transaction that conflicts with another is tried again', async () => {
  const before = await dynamoLog(store).head(publication.id);
  const { TransactionCanceledException } = await import('@aws-sdk/client-dynamodb');
  onNextTransaction(() => {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
    throw new TransactionCanceledException({ message: 'conflict', $metadata: {}, CancellationReasons });
  });
  await add({ slug: 'after-conflict' });
  expect(await dynamoLog(store).head(publication.id)).toBe(before + 1);
});

it('never passes an event that is not visible yet: a query may see a part of a transaction', async () => {
  const { log } = deps();
  for (const title of ['One', 'Two', 'Three', 'Four']) await add({ title });
  const after = 1;
  const undo = hidden(after + 2);
  const sequences = async () =>
    (await log.read(publication.id, { after, limit: 10 })).map((one) => Number(one.sequence));
  expect(await sequences()).toEqual([after + 1]);
  undo();
  expect(await sequences()).toEqual([after + 1, after + 2, after + 3]);
});

it('reads on over the borders of its pages', async () => {
  const { log } = deps();
  for (let n = 0; n < 520; n += 1) await add({ title: `Number ${n}` });
  const events = await log.read(publication.id, { after: 250, limit: 270 });
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(
    Array.from({ length: 270 }, (_, index) => 251 + index),
  );
  expect(await log.read(publication.id, { after: 520, limit: 10 })).toEqual([]);
  expect(await log.read(publication.id, { after: 511, limit: 1 })).toMatchObject([{ sequence: '000000000512' }]);
});
