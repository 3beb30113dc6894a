import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { awsJson } from '#lib/local/aws-json.ts';
import { type Dynoxide, startDynoxide } from '#lib/local/dynoxide.ts';
import { StreamSource } from '#lib/local/stream-source.ts';
import { createTable } from '#lib/local/tables.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-stream-'));
let engine: Dynoxide;
let tables = 0;

beforeAll(async () => {
  engine = await startDynoxide(data);
});
afterAll(async () => {
  await engine.close();
  rmSync(data, { recursive: true });
});

/** A table of its own, with an item for each name, written in this order; gives its stream. */
async function streamOf(names: readonly string[]): Promise<string> {
  const TableName = `table-${tables++}`;
  const { streamArn = '' } = await createTable(engine.endpoint, TableName, {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  for (const name of names)
    await awsJson(engine.endpoint, 'DynamoDB_20120810.PutItem', { TableName, Item: { pk: { S: name } } });
  return streamArn;
}

interface Records {
  readonly Records: readonly { readonly dynamodb: { readonly Keys: { readonly pk: { readonly S: string } } } }[];
}

interface Reading {
  readonly streamArn: string;
  readonly checkpoint: string;
  readonly handle?: (names: readonly string[]) => unknown;
  readonly maxAttempts?: number;
}

/** Reads a stream record by record; gives the names that the function was given, and those that were given up. */
function read({ streamArn, checkpoint, handle = () => undefined, maxAttempts = 1_000 }: Reading) {
  const given: string[] = [];
  const dropped: string[] = [];
  const namesIn = (event: unknown) => (event as Records).Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
  const invoke = async (event: unknown) => {
    const names = namesIn(event);
    given.push(...names);
    return handle(names);
  };
  const source = new StreamSource({
    ...{ endpoint: engine.endpoint, streamArn, checkpoint, target: { name: 'reader', invoke } },
    ...{ batchSize: 1, filters: [], maxAttempts, bisect: true, reportsFailures: true, busy: () => true },
    onFailure: async (failure) => {
      const { records } = failure as { records: Records['Records'] };
      dropped.push(...namesIn({ Records: records }));
    },
  });
  return { given, dropped, source };
}

const NAMES = ['a', 'b', 'c'];
const newCheckpoint = () => join(mkdtempSync(join(data, 'checkpoint-')), 'checkpoint.json');

describe('after a crash', () => {
  it.each(NAMES)('the reader goes on with %s, which was being handled', async (name) => {
    const streamArn = await streamOf(NAMES);
    const [checkpoint, asItWas] = [newCheckpoint(), newCheckpoint()];
    const { promise, resolve } = Promise.withResolvers();
    const crashed = read({ streamArn, checkpoint, handle: ([one]) => one === name && promise });
    await expect.poll(() => crashed.given.at(-1)).toBe(name);
    if (existsSync(checkpoint)) copyFileSync(checkpoint, asItWas);
    resolve(undefined);
    await crashed.source.close();

    const { given, source } = read({ streamArn, checkpoint: asItWas });
    onTestFinished(() => source.close());
    await expect.poll(() => given).toEqual(NAMES.slice(NAMES.indexOf(name)));
  });
});

it.each(NAMES)('a reader that is stopped while it retries %s begins with it the next time', async (name) => {
  const streamArn = await streamOf(NAMES);
  const checkpoint = newCheckpoint();
  const failing = read({
    ...{ streamArn, checkpoint },
    handle: ([one]) => {
      if (one === name) throw new Error('it fails');
    },
  });
  await expect.poll(() => failing.given.at(-1)).toBe(name);
  await failing.source.close();

  const { given, source } = read({ streamArn, checkpoint });
  onTestFinished(() => source.close());
  await expect.poll(() => given).toEqual(NAMES.slice(NAMES.indexOf(name)));
});

it('a record that fails too often is given up and kept elsewhere, and those after it are handled', async () => {
  const streamArn = await streamOf(NAMES);
  const { given, dropped, source } = read({
    ...{ streamArn, checkpoint: newCheckpoint(), maxAttempts: 2 },
    handle: ([one]) => {
      if (one === 'b') throw new Error('it fails');
    },
  });
  onTestFinished(() => source.close());
  await expect.poll(() => given).toEqual(['a', 'b', 'b', 'c']);
  expect(dropped).toEqual(['b']);
});
