import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-stopped-'));
const articles = '/v1/publications/one/articles';
let bulletin: Bulletin;

const signalEngine = (signal: NodeJS.Signals) =>
  process.kill(Number(readFileSync(join(data, 'dynoxide.pid'), 'utf8')), signal);

beforeAll(async () => {
  bulletin = await Bulletin.start(['--data', data, '--port', '0', '--empty']);
  await bulletin.api('POST', '/v1/publications', { body: { id: 'one', title: 'One', language: 'en' } });
});
afterEach(() => signalEngine('SIGCONT'));
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  rmSync(data, { recursive: true });
});

describe('while the table does not answer', () => {
  it.each([
    ['a request whose key cannot be looked up', '/v1/publications/one', 9_000],
    ['a poll', '/one/rss.xml', 10_000],
    ['a page', '/one/', 10_000],
  ])('%s is answered 503 with Retry-After, as a problem document', async (_, path, functionMs) => {
    // A key that nobody remembers, and with it a connection of its own kind.
    const { body: made } = await bulletin.api('POST', '/v1/publications/one/keys', {
      body: { name: 'cms', scopes: ['articles:read'] },
    });
    signalEngine('SIGSTOP');
    const start = performance.now();
    const { status, headers, body } = await bulletin.api('GET', path, { key: made.key });
    expect(performance.now() - start).toBeLessThan(functionMs);
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ code: 'storage.unavailable', status: 503 });
  });

  it('a change is answered 503, and once it goes on the same request is done once', async () => {
    const post = () =>
      bulletin.api('POST', articles, {
        body: { title: 'News', content: { html: '<p>News.</p>' } },
        headers: { 'idempotency-key': 'once' },
      });
    signalEngine('SIGSTOP');
    expect((await post()).status).toBe(503);
    signalEngine('SIGCONT');
    expect((await post()).status).toBe(201);
    expect((await bulletin.api('GET', articles)).body.articles).toHaveLength(1);
  });
});
