import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '#lib/infra/bundle.ts';
import { packAssets } from '#lib/infra/page-assets.ts';
import { KEY_TEXT } from '../support/a-key.ts';
import { localEnv } from '../support/local-env.ts';
import { MuteServer } from '../support/mute-server.ts';

const FUNCTION_MS = 2_200;
const task = mkdtempSync(join(tmpdir(), 'bulletin-task-'));
let mute: MuteServer;

beforeAll(async () => {
  packAssets(join(task, 'assets'));
  mute = await MuteServer.start();
  const queueUrl = `${mute.url}/000000000000/queue`;
  Object.assign(process.env, localEnv(mute.url), {
    ...{ LAMBDA_TASK_ROOT: task, TABLE_NAME: 'table', PUBLIC_URL: 'https://bulletin.example' },
    ...{ KEY_MODE: 'test', OUTBOUND: 'loopback', TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:events' },
    ...{ ALARM_QUEUE_URL: queueUrl, DELIVER_QUEUE_URL: queueUrl, INDEX_QUEUE_URL: queueUrl, HUB_QUEUE_URL: queueUrl },
    SECRETS_KEY_ARN: 'arn:aws:kms:us-east-1:000000000000:key/key',
  });
});
afterAll(async () => {
  await mute[Symbol.asyncDispose]();
  rmSync(task, { recursive: true });
});

/** Ten, each about a publication of its own: they are worked on one after the other. */
const ten = <Record>(record: (publication: string, index: number) => Record) => ({
  Records: Array.from({ length: 10 }, (_, index) => record(`publication-${index}`, index)),
});
const messages = (body: object) =>
  ten((partitionkey, index) => ({ messageId: String(index), body: JSON.stringify({ ...body, partitionkey }) }));
const request = (routeKey: string, pathParameters: Record<string, string> = {}, more: object = {}) => ({
  ...{ routeKey, pathParameters, rawPath: '/one/', rawQueryString: '', headers: {}, isBase64Encoded: false, ...more },
  requestContext: {
    ...{ http: { method: routeKey.split(' ')[0], path: '/' }, requestId: 'r' },
    authorizer: { lambda: { keyId: 'k', publication: '*', scopes: 'articles:read events:read' } },
  },
});
const form = 'hub.mode=subscribe&hub.callback=http://localhost:1/&hub.topic=https://bulletin.example/one/rss.xml';
const one = { publication: 'one' };

const EVENTS: Record<string, object> = {
  'http/authorizer': { headers: { authorization: `Bearer ${KEY_TEXT}` } },
  'http/feeds': request('GET /{publication}/{document}', { ...one, document: 'rss.xml' }),
  'http/hub': request(
    'POST /hub',
    {},
    { body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ),
  'http/log': request('GET /v1/publications/{publication}/events', one),
  'http/pages': request('GET /{publication}', one),
  'http/publishers': request('GET /v1/publications/{publication}/articles', one),
  'queues/deliver': messages({}),
  'queues/distribute': messages({ kind: 'distribute', topic: 'a'.repeat(22), shard: 0 }),
  'queues/index-feeds': messages({}),
  'queues/publish-scheduled': messages({ subject: 'art_01jdf0e8m30000000000000001' }),
  'schedules/tick': {},
  'streams/relay': ten((publication, index) => ({
    dynamodb: { Keys: { pk: { S: `Q#${publication}` } }, SequenceNumber: String(index) },
  })),
};

const failed = (index: number) => ({ itemIdentifier: String(index) });
const ALL_TEN = Array.from({ length: 10 }, (_, index) => failed(index));

const OUTCOMES: Record<string, unknown> = {
  http: expect.objectContaining({ statusCode: 503, headers: expect.objectContaining({ 'retry-after': '1' }) }),
  queues: { batchItemFailures: expect.arrayContaining(ALL_TEN) },
  streams: { batchItemFailures: [failed(0)] },
  schedules: expect.any(Error),
  'http/authorizer': { isAuthorized: true, context: { refused: 'storage.unavailable', retryAfter: '1' } },
};

it('covers every function but the one that calls no service', () => {
  expect(Object.keys(EVENTS)).toEqual(roles().filter((role) => role !== 'http/docs'));
});

describe('a function whose services never answer', () => {
  it.each(Object.entries(EVENTS))('%s says so before it has to end', async (role, event) => {
    const { handler } = await import(new URL(`../../functions/${role}.ts`, import.meta.url).href);
    const start = performance.now();
    const outcome: unknown = await handler(event, { getRemainingTimeInMillis: () => FUNCTION_MS }).catch(
      (error: unknown) => error,
    );
    expect(performance.now() - start).toBeLessThan(FUNCTION_MS);
    expect(outcome).toEqual(OUTCOMES[role] ?? OUTCOMES[role.split('/')[0] ?? '']);
  });
});
