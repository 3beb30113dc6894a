import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleFunctions, bundleOf, roles, UNREACHABLE_ON_LAMBDA } from '#lib/infra/bundle.ts';

const FUNCTIONS = {
  'http/eager.ts': "import { name } from '../name.mjs'; export const handler = async () => name;",
  'queues/lazy.ts': "export const handler = async () => (await import('../late.mjs')).name;",
  'name.mjs': "export const name = 'eager';",
  'late.mjs': "globalThis.wasEvaluated = true; export const name = 'lazy';",
};

function project(files: Readonly<Record<string, string>> = FUNCTIONS) {
  const root = mkdtempSync(join(tmpdir(), 'bulletin-bundle-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folders = { sources: join(root, 'functions'), into: join(root, 'bundles') };
  const write = (path: string, text: string) => writeFileSync(join(folders.sources, path), text);
  for (const folder of ['http', 'queues']) mkdirSync(join(folders.sources, folder), { recursive: true });
  for (const [path, text] of Object.entries(files)) write(path, text);
  const read = (role: string) => readFileSync(join(bundleOf(role, folders), 'index.cjs'), 'utf8');
  return { ...folders, write, read };
}

describe('bundling', () => {
  it('puts each function into a folder of its own, whole', async () => {
    const { sources, into } = project();
    await bundleFunctions({ sources, into });
    expect(roles({ sources })).toEqual(['http/eager', 'queues/lazy']);
    for (const role of roles({ sources })) expect(readdirSync(bundleOf(role, { into }))).toEqual(['index.cjs']);
  });

  it('changes no bundle but that of the function whose code changed', async () => {
    const { sources, into, write, read } = project();
    await bundleFunctions({ sources, into });
    const before = { eager: read('http/eager'), lazy: read('queues/lazy') };
    write('name.mjs', "export const name = 'other';");
    await bundleFunctions({ sources, into });
    expect(read('http/eager')).not.toBe(before.eager);
    expect(read('queues/lazy')).toBe(before.lazy);
  });

  it('evaluates what a function imports when asked only when asked', async () => {
    const { sources, into } = project();
    await bundleFunctions({ sources, into });
    const lazy: { handler: () => Promise<string> } = createRequire(import.meta.url)(
      join(bundleOf('queues/lazy', { into }), 'index.cjs'),
    );
    expect(globalThis).not.toHaveProperty('wasEvaluated');
    expect(await lazy.handler()).toBe('lazy');
    expect(globalThis).toHaveProperty('wasEvaluated', true);
  });

  it('refuses code whose bundle would not mean the same', async () => {
    const { sources, into } = project({ 'http/where.ts': 'export const handler = async () => import.meta.url;' });
    await expect(bundleFunctions({ sources, into })).rejects.toThrow('import.meta');
  });
});

it('brings all that a function needs but what Node has, and what cannot be reached on Lambda', async () => {
  const { into } = project({});
  const { outputs } = await bundleFunctions({ into });
  const missing = Object.values(outputs)
    .flatMap(({ imports }) => imports.map(({ path }) => path))
    .filter((path) => !isBuiltin(path) && !UNREACHABLE_ON_LAMBDA.includes(path));
  expect(missing).toEqual([]);
});

it('brings a client of KMS, SNS or SQS only into a function that calls it', async () => {
  const { into } = project({});
  const { outputs } = await bundleFunctions({ into });
  const clientsOf = (role: string) => {
    const [, { inputs = {} } = {}] = Object.entries(outputs).find(([name]) => name.endsWith(`${role}/index.cjs`)) ?? [];
    const files = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return new Set(files.flatMap(([file]) => /client-(?:kms|sns|sqs)(?=\/)/.exec(file) ?? []));
  };
  for (const role of ['http/authorizer', 'http/feeds', 'http/log', 'http/pages'])
    expect(clientsOf(role), role).toEqual(new Set());
  expect(clientsOf('streams/relay')).toEqual(new Set(['client-sns']));
  expect(clientsOf('queues/index-feeds')).toEqual(new Set(['client-sqs']));
});
