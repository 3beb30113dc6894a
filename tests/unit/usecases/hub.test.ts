import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { type SubscriptionId, subscriptionIdOf, topicIdOf } from '#lib/domain/subscription.ts';
import type { OutboundOutcome, OutboundRequest } from '#lib/usecases/delivery-ports.ts';
import { distributeFeed } from '#lib/usecases/distribute-feed.ts';
import type { FeedKey, FeedState } from '#lib/usecases/feed-ports.ts';
import type { Chunk, FollowedTopic, Intent, Subscription } from '#lib/usecases/hub-ports.ts';
import { inFlight } from '#lib/usecases/in-flight.ts';
import { verifyIntent } from '#lib/usecases/verify-intent.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { afterNoon, countingIds, fixedClock, NOON } from '../../support/system.ts';

const publication = aPublisher();
const topic: FeedKey = { publication: publication.id, subject: { kind: 'publication' }, format: 'rss' };
const callback = (n: number) => `https://reader-${n % 7}.example/${n}`;
const never = async () => {
  throw new Error('not asked for here');
};

/** A hub in memory with one topic, whose subscribers are all in one shard; requests are answered as a test says. */
class Hub {
  readonly subscriptions = new Map<SubscriptionId, Subscription>();
  readonly intents = new Map<SubscriptionId, Intent>();
  readonly queue: Chunk[] = [];
  state: FeedState = { publication, heads: new Map() };
  readonly asked: OutboundRequest[] = [];
  answer: (request: OutboundRequest) => Partial<OutboundOutcome> = () => ({});

  get deps() {
    const followed: FollowedTopic = { id: topicIdOf(topic), key: topic, shards: new Map([[0, 1]]) };
    return {
      ...{ clock: fixedClock(), ids: countingIds(), publicUrl: 'https://bulletin.example', inFlight: inFlight(64) },
      bodies: { bodyOf: async () => ({ hash: 'h', bytes: Buffer.from('<rss/>') }) },
      heads: { state: async () => this.state },
      vault: { seal: never, open: never },
      outbound: { send: async (request: OutboundRequest) => this.#send(request) },
      distribution: {
        start: async (chunks: readonly Chunk[]) => void this.queue.push(...chunks),
        scan: never,
        announce: never,
      },
      topics: {
        followed: async () => ({ topics: [followed] }),
        get: async () => followed,
        follow: async () => undefined,
        announced: async () => undefined,
        counted: async () => undefined,
      },
      watermarks: {
        get: async () => 1,
        advance: async () => undefined,
        standing: async () => ({ head: 1, relay: 1, index: 1, hub: 1, courses: [] }),
      },
      subscriptions: {
        get: async (id: SubscriptionId) => this.subscriptions.get(id),
        page: async ({ after }: Chunk, limit: number) => this.#page(after, limit),
        trouble: async ({ id }: { id: SubscriptionId }, trouble: Subscription['trouble']) =>
          this.#update(id, { trouble }),
        recover: async (id: SubscriptionId) => this.#update(id, { trouble: undefined }),
        end: async ({ id }: Subscription) => void this.subscriptions.delete(id),
      },
      intents: {
        put: async (intent: Intent) => void this.intents.set(intent.id, intent),
        get: async (id: SubscriptionId) => this.intents.get(id),
        drop: async ({ id }: Intent) => void this.intents.delete(id),
        carryOut: async ({ id }: Intent, subscription: Subscription | undefined) => {
          this.intents.delete(id);
          if (subscription) this.subscriptions.set(id, subscription);
          else this.subscriptions.delete(id);
          return 'done' as const;
        },
      },
    };
  }

  #update(id: SubscriptionId, over: Partial<Subscription>) {
    const found = this.subscriptions.get(id);
    if (found) this.subscriptions.set(id, { ...found, ...over });
  }

  #page(after: string | undefined, limit: number) {
    const all = [...this.subscriptions.values()];
    const start = after === undefined ? 0 : Number(after);
    const end = start + limit;
    return { subscriptions: all.slice(start, end), ...(end < all.length && { next: String(end) }) };
  }

  async #send(request: OutboundRequest): Promise<OutboundOutcome> {
    this.asked.push(request);
    return {
      outcome: 'answered',
      status: 204,
      headers: {},
      body: '',
      ms: 1,
      ...this.answer(request),
    } as OutboundOutcome;
  }

  subscribe(n: number, over: Partial<Subscription> = {}): void {
    const id = subscriptionIdOf(topic, callback(n));
    this.subscriptions.set(id, { id, callback: callback(n), leaseUntil: afterNoon(3_600_000), ...over });
  }

  /** Sends the feed to all, and goes on with what is handed on. */
  async distribute(): Promise<void> {
    this.queue.push({ publication: publication.id, topic: topicIdOf(topic), shard: 0 });
    for (let chunk = this.queue.shift(); chunk; chunk = this.queue.shift()) await distributeFeed(chunk, this.deps);
  }

  get urls(): string[] {
    return this.asked.map(({ url }) => url);
  }
}

let hub: Hub;
beforeEach(() => {
  hub = new Hub();
});

describe('a feed that has changed', () => {
  it.each([1, 800, 801, 2_000])('is sent to each of %i subscribers of a shard, once', async (count) => {
    for (let n = 0; n < count; n += 1) hub.subscribe(n);
    await hub.distribute();
    expect(hub.urls.length).toBe(count);
    expect(new Set(hub.urls).size).toBe(count);
  });

  it('is sent to nobody whose lease is over, or who is left alone for now', async () => {
    const retryAt = (at: Instant) => ({ trouble: { failures: 1, retryAt: at } });
    hub.subscribe(1, { leaseUntil: NOON });
    hub.subscribe(2, retryAt(afterNoon(1)));
    hub.subscribe(3, retryAt(NOON));
    hub.subscribe(4);
    await hub.distribute();
    expect(hub.urls.toSorted()).toEqual([callback(3), callback(4)].toSorted());
  });

  it('is in the way of nobody of another host: each host has its turn', async () => {
    for (let n = 0; n < 10; n += 1) {
      const of = `https://many.example/${n}`;
      const id = subscriptionIdOf(topic, of);
      hub.subscriptions.set(id, { id, callback: of, leaseUntil: afterNoon(1) });
    }
    hub.subscribe(1);
    await hub.distribute();
    expect(hub.urls.slice(0, 2)).toContain(callback(1));
  });
});

describe('a callback that was named by somebody', () => {
  const id = subscriptionIdOf(topic, callback(1));
  const anIntent = (mode: Intent['mode']): Intent => ({
    ...{ id, nonce: 'n', mode, topic, callback: callback(1), leaseSeconds: 3_600, due: NOON },
  });

  it.each([
    ['does not know of it', { status: 404 }],
    ['says something else', { status: 200, body: 'hello' }],
    ['does not answer', { outcome: 'failed', reason: 'no answer' } as const],
  ])('and %s is asked once, and not again by the wheel', async (_, answer) => {
    hub.intents.set(id, anIntent('subscribe'));
    hub.answer = () => answer;
    await verifyIntent(id, hub.deps);
    await verifyIntent(id, hub.deps);
    expect(hub.asked).toHaveLength(1);
    expect(hub.subscriptions.size).toBe(0);
  });

  it('is asked no more once it said yes, or the topic was denied to it', async () => {
    for (const wanted of [1, 0]) {
      hub = new Hub();
      hub.intents.set(id, anIntent('subscribe'));
      hub.answer = ({ url }) => ({ body: new URL(url).searchParams.get('hub.challenge') ?? '' });
      if (!wanted) hub.state = { publication: undefined, heads: new Map() };
      for (let time = 0; time < 3; time += 1) await verifyIntent(id, hub.deps);
      expect(hub.asked).toHaveLength(1);
      expect(hub.subscriptions.size).toBe(wanted);
    }
  });

  it('stays subscribed when it does not want to leave', async () => {
    hub.subscribe(1);
    hub.intents.set(id, anIntent('unsubscribe'));
    hub.answer = () => ({ status: 404 });
    await verifyIntent(id, hub.deps);
    expect([...hub.subscriptions.keys()]).toEqual([id]);
    expect(hub.intents.size).toBe(0);
  });
});
