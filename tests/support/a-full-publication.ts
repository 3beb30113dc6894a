import type { Article } from '#lib/domain/article.ts';
import { type Author, AuthorId } from '#lib/domain/author.ts';
import type { Delivery } from '#lib/domain/delivery.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Receipt } from '#lib/domain/receipt.ts';
import { Slug } from '#lib/domain/slug.ts';
import { subscriptionIdOf, topicIdOf } from '#lib/domain/subscription.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { eventOf } from '#lib/events/envelope.ts';
import { subscriptionShard } from '#lib/storage/keys.ts';
import type { Course, Resend } from '#lib/usecases/endpoint-ports.ts';
import type { FeedHead, FeedKey, Tombstone } from '#lib/usecases/feed-ports.ts';
import type { Commit } from '#lib/usecases/ports.ts';
import { aPublisher } from './a-draft.ts';
import { aKey } from './a-key.ts';
import { anArticle, articleId, PUBLIC_URL } from './an-article.ts';
import { anEndpoint, endpointId } from './an-endpoint.ts';
import type { storesOf } from './stores.ts';
import { afterNoon, NOON } from './system.ts';

export type Stores = ReturnType<typeof storesOf>;

const callback = 'https://reader.example/';
const soon = afterNoon(60_000);
const inAnHour = afterNoon(3_600_000);

/** Everything that a publication can have in the table, each by its name; the `n`-th shares nothing with any other. */
export function fullPublication(n: number) {
  const publication = aPublisher({ id: `post-${n}` });
  const { id } = publication;
  const article = anArticle({ id: articleId(n), publication: id, slug: Slug.parse('rain'), externalId: 'cms 1' });
  const planned = anArticle({
    ...{ id: articleId(1_000 + n), publication: id, slug: Slug.parse('snow'), publishedAt: undefined },
    ...{ status: 'scheduled', publishAt: afterNoon(n * 600_000) },
  });
  const endpoint = anEndpoint({ id: endpointId(n), publication: id });
  const course: Course = { endpoint: endpoint.id, sequence: 7, failures: 0 };
  const feed: FeedId = { kind: 'section', name: 'world' };
  const topic: FeedKey = { publication: id, subject: { kind: 'publication' }, format: 'atom' };
  const subscriber = subscriptionIdOf(topic, callback);
  const author: Author = { id: AuthorId.parse('ada'), name: 'Ada', modifiedAt: NOON };
  const key = aKey({ id: `key-${n}-a`, publication: id });
  const receipt: Receipt = {
    ...{ keyId: `key-${n}`, hash: 'hash', fingerprint: 'print', keptAt: NOON },
    outcome: { code: 'article.slug-taken', message: 'taken', issues: [], extra: {} },
  };
  return {
    ...{ publication, id, article, planned, endpoint, course, feed, topic, subscriber, receipt },
    ...{ author, authors: [author, ...['ben', 'cyd'].map((name) => ({ ...author, id: AuthorId.parse(name) }))] },
    endpoints: [endpoint, ...[1_000, 2_000].map((more) => anEndpoint({ id: endpointId(more + n), publication: id }))],
    newcomer: anEndpoint({ id: endpointId(3_000 + n), publication: id }),
    lease: { publication: id, endpoint: endpoint.id, holder: 'me' },
    span: { now: NOON, until: soon },
    /** When the lease of that is over. */
    later: { now: afterNoon(61_000), until: afterNoon(91_000) },
    waking: { ...course, failures: 1, failingSince: NOON, wakeAt: afterNoon(n * 600_000) } satisfies Course,
    deliveries: ['event-1', 'event-2', 'event-3'].map(
      (event): Delivery => ({
        ...{ id: event, endpoint: endpoint.id, type: 'bulletin.article.published.v1', sequence: 1 },
        ...{ status: 'pending', attempts: [], attemptCount: 0 },
      }),
    ),
    resends: [1, 2, 3].map((sequence): Resend => ({ sequence, due: NOON, reason: 'retry', failures: 1 })),
    ...{ key, keys: [key, ...['b', 'c'].map((one) => ({ ...key, id: `key-${n}-${one}` }))] },
    topics: (['atom', 'rss', 'json'] as const).map((format): FeedKey => ({ ...topic, format })),
    follower: { id: subscriber, until: inAnHour, isNew: true, announced: '"tag"' },
    entries: [article, planned, anArticle({ id: articleId(2_000 + n) })].map((one) => ({ feed, at: NOON, id: one.id })),
    heads: ['world', 'sport', 'culture'].map(
      (name): FeedHead => ({
        ...{ feed: { kind: 'section', name }, rev: 3, sequence: 3, changedAt: NOON, count: 1, label: name },
      }),
    ),
    tombstones: [1, 2, 3].map((more): Tombstone & { feed: FeedId } => ({
      ...{ feed, at: NOON, id: articleId(1_000 * more + n), sequence: more },
    })),
    pass: { reader: 'index', holder: 'me' } as const,
    chunk: { publication: id, topic: topicIdOf(topic), shard: subscriptionShard(subscriber) },
    subscription: { id: subscriber, callback, secret: undefined, leaseUntil: inAnHour },
    intent: {
      ...({ id: subscriber, nonce: 'one', topic, callback, mode: 'subscribe' } as const),
      ...{ leaseSeconds: 3_600, due: afterNoon(n * 600_000) },
    },
    timer: { kind: 'publish', due: afterNoon(n * 600_000), publication: id, subject: planned.id } as const,
  };
}

export type FullPublication = ReturnType<typeof fullPublication>;

/** What makes an article's next state, with its event, out of the one before. */
export function commitOf(after: Article, { head, before }: { head: number; before?: Article }): Commit {
  const { publication } = after;
  const place = { id: `${after.id.slice(4)}-${after.revision}`, sequence: head + 1, time: NOON, publicUrl: PUBLIC_URL };
  const event = eventOf(articleChanged({ before, after, publicUrl: PUBLIC_URL }), place);
  return { publication, head, entries: [{ event, change: { kind: 'article', before, after } }] };
}

/** Puts all of it into the table, two revisions of its article among it. */
export async function fill(stores: Stores, one: FullPublication): Promise<void> {
  const { id, article, planned, endpoint } = one;
  const { intents, log, topics, watermarks } = stores;
  await stores.publications.add(one.publication);
  for (const author of one.authors) await stores.authors.put(id, author);
  await log.commit(commitOf(article, { head: 0 }));
  await log.commit(commitOf({ ...article, revision: 2 }, { head: 1, before: article }));
  await log.commit(commitOf(planned, { head: 2 }));
  for (const each of one.endpoints) await stores.endpoints.add(each, 7);
  await stores.courses.take(one.lease, one.span);
  await stores.deliveries.note(endpoint.id, { now: NOON, deliveries: one.deliveries, again: one.resends });
  for (const key of one.keys) await stores.keys.add(key);
  await stores.uses.begin(one.key.id, { window: 1, count: 5, at: NOON });
  for (const topic of one.topics) await topics.follow(topic, one.follower);
  await intents.put(one.intent);
  await intents.carryOut(one.intent, one.subscription);
  await intents.put(one.intent);
  await stores.entries.put(id, one.entries, 'nonce');
  await stores.tombstones.put(id, one.tombstones);
  for (const head of one.heads) await stores.heads.write(id, { before: undefined, after: head });
  await watermarks.advance(id, { reader: 'relay', to: 2 });
  await watermarks.lease(id, { ...one.pass, ...one.span });
  await stores.timers.turn(NOON);
}
