import { PublicationId } from '#lib/domain/publication.ts';
import { topicIdOf } from '#lib/domain/subscription.ts';
import { commitOf, type FullPublication, type Stores } from './a-full-publication.ts';
import { aKey } from './a-key.ts';
import { afterNoon, NOON } from './system.ts';

/** Uses one access pattern, on a publication that has one of everything. */
export type Call = (stores: Stores, one: FullPublication) => Promise<unknown>;

type Pattern = { [Port in keyof Stores]: `${Port}.${Extract<keyof Stores[Port], string>}` }[keyof Stores];

export const READS = {
  'articles.get': ({ articles }, { article }) => articles.get(article.id),
  'articles.getMany': ({ articles }, { article, planned }) => articles.getMany([article.id, planned.id]),
  'articles.idOf': ({ articles }, { id }) => articles.idOf(id, 'cms 1'),
  'articles.listByStatus': ({ articles }, { id }) => articles.listByStatus(id, { status: 'published', limit: 9 }),
  'articles.named': ({ articles }, { id }) => articles.named(id, 'rain'),
  'authors.get': ({ authors }, { id, author }) => authors.get(id, author.id),
  'authors.list': ({ authors }, { id }) => authors.list(id, { limit: 9 }),
  'deliveries.get': ({ deliveries }, { endpoint }) => deliveries.get(endpoint.id, 'event-1'),
  'deliveries.getMany': ({ deliveries }, { endpoint }) => deliveries.getMany(endpoint.id, ['event-1', 'event-3']),
  'deliveries.list': ({ deliveries }, { endpoint }) => deliveries.list(endpoint.id, { limit: 9 }),
  'deliveries.resends': ({ deliveries }, { endpoint }) => deliveries.resends(endpoint.id),
  'endpoints.get': ({ endpoints }, { id, endpoint }) => endpoints.get(id, endpoint.id),
  'endpoints.list': ({ endpoints }, { id }) => endpoints.list(id),
  'endpoints.standing': ({ endpoints }, { id, endpoint }) => endpoints.standing(id, endpoint.id),
  'entries.count': ({ entries }, { id, feed }) => entries.count(id, feed),
  'entries.newest': ({ entries }, { id, feed }) => entries.newest(id, feed, { limit: 9, consistent: true }),
  'entries.written': ({ entries }, { id, entries: all }) => entries.written(id, all),
  'heads.state': ({ heads }, { id, heads: all }) =>
    heads.state(
      id,
      all.map(({ feed }) => feed),
      { consistent: true },
    ),
  'heads.terms': ({ heads }, { id }) => heads.terms(id, 'section', { limit: 9 }),
  'intents.get': ({ intents }, { subscriber }) => intents.get(subscriber),
  'keys.get': ({ keys }, { key }) => keys.get(key.id),
  'keys.list': ({ keys }, { id }) => keys.list(id),
  'keys.withUse': ({ keys }, { key }) => keys.withUse(key.id),
  'log.desk': ({ log }, { id, article, authors }) =>
    log.desk(id, { article: article.id, authors: authors.map((author) => author.id) }),
  'log.head': ({ log }, { id }) => log.head(id),
  'log.read': ({ log }, { id }) => log.read(id, { after: 0, limit: 9 }),
  'log.revisions': ({ log }, { article }) => log.revisions(article.id, { limit: 9 }),
  'publications.get': ({ publications }, { id }) => publications.get(id),
  'publications.ids': async ({ publications }) => {
    const found: string[] = [];
    for await (const id of publications.ids()) found.push(id);
    return found;
  },
  'publications.list': ({ publications }) => publications.list({ limit: 9 }),
  'subscriptions.get': ({ subscriptions }, { subscriber }) => subscriptions.get(subscriber),
  'subscriptions.page': ({ subscriptions }, { chunk }) => subscriptions.page(chunk, 9),
  'timers.dueIn': ({ timers }, { timer }) => timers.dueIn(timer.due),
  'timers.hand': ({ timers }) => timers.hand(),
  'tombstones.newest': ({ tombstones }, { id, feed }) => tombstones.newest(id, feed, 9),
  'topics.followed': ({ topics }, { id }) => topics.followed(id, { now: NOON, limit: 9 }),
  'topics.get': ({ topics }, { id, topic }) => topics.get(id, topicIdOf(topic)),
  'watermarks.get': ({ watermarks }, { id }) => watermarks.get(id, 'relay'),
  'watermarks.standing': ({ watermarks }, { id }) => watermarks.standing(id),
} as const satisfies Partial<Record<Pattern, Call>>;

export const WRITES = {
  'authors.put': ({ authors }, { id, author }) => authors.put(id, { ...author, name: 'Ada Example' }),
  'authors.remove': ({ authors }, { id, author }) => authors.remove(id, author.id),
  'courses.move': ({ courses }, { lease, course, waking }) => courses.move(lease, { before: course, after: waking }),
  'courses.take': ({ courses }, { lease, later }) => courses.take({ ...lease, holder: 'you' }, later),
  'deliveries.note': ({ deliveries }, { endpoint, deliveries: all, resends: [, ...again] }) =>
    deliveries.note(endpoint.id, { now: NOON, deliveries: all, again, done: [1] }),
  'endpoints.add': ({ endpoints }, { newcomer }) => endpoints.add(newcomer, 7),
  'endpoints.change': ({ endpoints }, { endpoint }) => endpoints.change({ ...endpoint, revision: 2 }, { to: 'stop' }),
  'endpoints.remove': ({ endpoints }, { id, endpoint }) => endpoints.remove(id, endpoint.id),
  'entries.put': ({ entries }, { id, entries: all }) => entries.put(id, all, 'another nonce'),
  'entries.remove': ({ entries }, { id, entries: [entry] }) =>
    entry ? entries.remove(id, { ...entry, nonce: 'nonce' }) : Promise.reject(new Error('there is no entry')),
  'heads.write': ({ heads }, { id, heads: [before] }) =>
    heads.write(id, { before, after: before && { ...before, rev: 4, sequence: 4 } }),
  'hubUses.admit': ({ hubUses }, { id }) => hubUses.admit(`${id}.example`, NOON),
  'intents.carryOut': ({ intents }, { intent, subscription }) => intents.carryOut(intent, subscription),
  'intents.drop': ({ intents }, { intent }) => intents.drop(intent),
  'intents.put': ({ intents }, { intent }) => intents.put({ ...intent, nonce: 'two' }),
  'keys.add': ({ keys }, { id }) => keys.add(aKey({ id: `${id}-new`, publication: id })),
  'keys.revoke': ({ keys }, { key }) => keys.revoke(key.id, NOON),
  'keys.rotate': ({ keys }, { id, key }) =>
    keys.rotate(key.id, {
      to: aKey({ id: `${id}-next`, publication: id }),
      endsAt: NOON,
      by: { id: key.id, now: NOON },
    }),
  'log.commit': ({ log }, { article }) =>
    log.commit(commitOf({ ...article, title: 'Again', revision: 3 }, { head: 3, before: { ...article, revision: 2 } })),
  'log.erase': async ({ log }, { article }) => log.erase(await log.revisions(article.id, { limit: 9 })),
  'publications.add': ({ publications }, { publication }) =>
    publications.add({ ...publication, id: PublicationId.parse(`${publication.id}-new`) }),
  'receipts.keep': ({ receipts }, { receipt }) => receipts.keep(receipt),
  'subscriptions.end': ({ subscriptions }, { subscription }) => subscriptions.end(subscription),
  'subscriptions.recover': ({ subscriptions }, { subscriber }) => subscriptions.recover(subscriber),
  'subscriptions.trouble': ({ subscriptions }, { id, subscriber, timer }) =>
    subscriptions.trouble({ publication: id, id: subscriber }, { failures: 1, retryAt: timer.due }),
  'timers.postpone': ({ timers }, { timer }) => timers.postpone(timer, afterNoon(-60_000)),
  'timers.remove': ({ timers }, { timer }) => timers.remove(timer),
  'timers.turn': ({ timers }, { timer }) => timers.turn(timer.due),
  'tombstones.put': ({ tombstones }, { id, tombstones: all }) =>
    tombstones.put(
      id,
      all.map((one) => ({ ...one, sequence: 9 })),
    ),
  'tombstones.remove': ({ tombstones }, { id, feed }) => tombstones.remove(id, feed),
  'topics.announced': ({ topics }, { topic }) =>
    topics.announced({ id: topicIdOf(topic), key: topic, shards: new Map() }, '"tag"'),
  'topics.counted': ({ topics }, { chunk }) => topics.counted(chunk, 3),
  'topics.follow': ({ topics }, { topic, follower }) => topics.follow(topic, follower),
  'uses.add': ({ uses }, { key }) => uses.add(key.id, { window: 1, count: 5, limit: 100, at: NOON }),
  'uses.begin': ({ uses }, { key }) => uses.begin(key.id, { window: 2, count: 5, at: NOON }),
  'watermarks.advance': ({ watermarks }, { id }) => watermarks.advance(id, { reader: 'relay', to: 3 }),
  'watermarks.lease': ({ watermarks }, { id, pass, later }) =>
    watermarks.lease(id, { ...pass, holder: 'you', ...later }),
  'watermarks.move': ({ watermarks }, { id, pass }) => watermarks.move(id, { ...pass, to: 2 }),
} as const satisfies Partial<Record<Pattern, Call>>;

/** Without an access pattern, this does not compile. */
export const CALLS: Readonly<Record<Pattern, Call>> = { ...READS, ...WRITES };
