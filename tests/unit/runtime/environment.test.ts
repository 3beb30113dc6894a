import { describe, expect, it } from 'vitest';
import { authorizerRuntime } from '#lib/runtime/authorizer.ts';
import { deliverRuntime } from '#lib/runtime/deliver.ts';
import { distributeRuntime } from '#lib/runtime/distribute.ts';
import { drainRuntime } from '#lib/runtime/drain.ts';
import { environment } from '#lib/runtime/environment.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { hubRuntime } from '#lib/runtime/hub.ts';
import { indexRuntime } from '#lib/runtime/index-feeds.ts';
import { logRuntime } from '#lib/runtime/log.ts';
import { pagesRuntime } from '#lib/runtime/pages.ts';
import { publishersRuntime } from '#lib/runtime/publishers.ts';
import { relayRuntime } from '#lib/runtime/relay.ts';
import { tickRuntime } from '#lib/runtime/tick.ts';
import { wheelRuntime } from '#lib/runtime/wheel.ts';

const queue = 'https://sqs.us-east-1.amazonaws.com/1/queue';
const ENV = {
  ...{ TABLE_NAME: 'table', PUBLIC_URL: 'https://bulletin.example', KEY_MODE: 'live', OUTBOUND: 'public' },
  ...{ TOPIC_ARN: 'arn:aws:sns:us-east-1:1:topic', SECRETS_KEY_ARN: 'arn:aws:kms:us-east-1:1:key/k' },
  ...{ ALARM_QUEUE_URL: queue, DELIVER_QUEUE_URL: queue, INDEX_QUEUE_URL: queue, HUB_QUEUE_URL: queue },
} as const;
type Name = keyof typeof ENV;
const names = Object.keys(ENV) as Name[];

const QUEUES = ['ALARM_QUEUE_URL', 'DELIVER_QUEUE_URL', 'HUB_QUEUE_URL'] as const;
const RELAY = ['TABLE_NAME', 'TOPIC_ARN', 'PUBLIC_URL'] as const;
/** What each function starts with, and what it does not start without. */
const RUNTIMES: readonly [string, (env: NodeJS.ProcessEnv) => unknown, readonly Name[]][] = [
  ['authorizer', authorizerRuntime, ['TABLE_NAME']],
  ['deliver', deliverRuntime, ['TABLE_NAME', 'PUBLIC_URL', 'DELIVER_QUEUE_URL', 'OUTBOUND']],
  ['distribute', distributeRuntime, ['TABLE_NAME', 'PUBLIC_URL', 'HUB_QUEUE_URL', 'OUTBOUND']],
  ['drain', drainRuntime, [...RELAY, 'INDEX_QUEUE_URL']],
  ['feeds', feedsRuntime, ['TABLE_NAME', 'PUBLIC_URL']],
  ['hub', hubRuntime, ['TABLE_NAME', 'PUBLIC_URL', 'HUB_QUEUE_URL', 'SECRETS_KEY_ARN', 'OUTBOUND']],
  ['index', indexRuntime, ['TABLE_NAME', 'PUBLIC_URL', 'INDEX_QUEUE_URL', 'HUB_QUEUE_URL']],
  ['log', logRuntime, ['TABLE_NAME']],
  ['pages', pagesRuntime, ['TABLE_NAME', 'PUBLIC_URL']],
  [
    'publishers',
    publishersRuntime,
    ['TABLE_NAME', 'PUBLIC_URL', 'KEY_MODE', 'DELIVER_QUEUE_URL', 'SECRETS_KEY_ARN', 'OUTBOUND'],
  ],
  ['relay', relayRuntime, RELAY],
  ['tick', tickRuntime, [...RELAY, ...QUEUES, 'INDEX_QUEUE_URL']],
  ['wheel', wheelRuntime, ['TABLE_NAME', 'PUBLIC_URL', 'ALARM_QUEUE_URL']],
];

describe.each(RUNTIMES)('%s', (_, runtime, needed) => {
  it('starts with all of its environment', () => {
    expect(() => runtime(ENV)).not.toThrow();
  });

  it.each(names)('fails its start, by name, without what it needs: %s', (name) => {
    const start = () => runtime({ ...ENV, [name]: undefined });
    if (needed.includes(name)) expect(start).toThrow(`${name} is missing or wrong`);
    else expect(start).not.toThrow();
  });
});

describe('a variable', () => {
  const parsed = (name: Name, value: string) => environment({ [name]: value }, [name])[name];

  it.each<[Name, string]>([
    ['TABLE_NAME', ''],
    ['PUBLIC_URL', 'bulletin.example'],
    ['TOPIC_ARN', 'topic'],
    ['SECRETS_KEY_ARN', 'key'],
    ['KEY_MODE', 'other'],
    ['OUTBOUND', 'everywhere'],
    ['ALARM_QUEUE_URL', 'queue'],
    ['DELIVER_QUEUE_URL', 'queue'],
    ['INDEX_QUEUE_URL', 'queue'],
    ['HUB_QUEUE_URL', 'queue'],
  ])('%s cannot be %j', (name, value) => {
    expect(() => parsed(name, value)).toThrow(`${name} is missing or wrong`);
  });

  it.each(Object.entries(ENV))('%s can be %j', (name, value) => {
    expect(parsed(name as Name, value)).toBe(value);
  });

  it('that is the public URL loses the slashes at its end, since paths are appended to it', () => {
    expect(parsed('PUBLIC_URL', 'https://bulletin.example//')).toBe('https://bulletin.example');
    expect(parsed('PUBLIC_URL', 'https://example.com/news/')).toBe('https://example.com/news');
  });

  it('that is not asked for may be anything', () => {
    expect(environment({ ...ENV, KEY_MODE: 'other' }, ['TABLE_NAME'])).toEqual({ TABLE_NAME: 'table' });
  });
});
