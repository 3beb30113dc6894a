import { type Instant, instant } from '#lib/domain/instant.ts';
import { subscriptionIdOf } from '#lib/domain/subscription.ts';
import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import { feedBodies } from '#lib/runtime/feed-bodies.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import { distribute, type HubWork } from '#lib/usecases/distribute.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import type { Distribution } from '#lib/usecases/hub-ports.ts';
import { inFlight } from '#lib/usecases/in-flight.ts';
import type { Alarm } from '#lib/usecases/ports.ts';
import { requestSubscription, type SubscriptionRequest } from '#lib/usecases/request-subscription.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';
import { workOnIndex } from '#lib/usecases/work-on-index.ts';
import { aDraft, aPublisher } from './a-draft.ts';
import type { ATable } from './a-table.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

/** Turns what it seals around, and forgets nothing of whose it is. */
const vault: Vault = {
  seal: async (text, context) => JSON.stringify([[...text].toReversed().join(''), context]),
  open: async (sealed, context) => {
    const [text, of] = JSON.parse(sealed);
    if (JSON.stringify(of) !== JSON.stringify(context)) throw new Error('sealed for somebody else');
    return [...text].toReversed().join('');
  },
};

const ids = countingIds();

const workOf = (alarm: Alarm): HubWork[] =>
  alarm.kind === 'verify' || alarm.kind === 'redeliver'
    ? [{ kind: alarm.kind, publication: alarm.publication, subject: alarm.subject }]
    : [];

/** A publication and its hub on a real table, with queues that wait until they are told to go on, and a clock that does. */
export class AHub {
  readonly publication = aPublisher({ id: `hub-${ids.next()}` });
  readonly topic: FeedKey = { publication: this.publication.id, subject: { kind: 'publication' }, format: 'rss' };
  readonly #table: ATable;
  readonly #queue: HubWork[] = [];
  now = Date.parse(NOON);
  /** As many as a queue that takes ten messages a request would have had of those that distribute. */
  requests = 0;

  constructor(table: ATable) {
    this.#table = table;
  }

  get deps() {
    const stores = storesOf(this.#table);
    const outbound = safeOutbound({ reach: 'loopback', limits: { connectMs: 2_000, totalMs: 2_000 } });
    const alarm = (alarms: readonly Alarm[]) => void this.#queue.push(...alarms.flatMap(workOf));
    const send = (work: readonly HubWork[]) => {
      this.requests += Math.ceil(work.length / 10);
      this.#queue.push(...work);
    };
    const distribution: Distribution = {
      start: async (chunks) => send(chunks.map((chunk) => ({ kind: 'distribute', ...chunk }))),
      scan: async (scan) => send([{ kind: 'scan', ...scan }]),
      announce: async (topics) => send(topics.map((topic) => ({ kind: 'announce', ...topic }))),
    };
    return {
      ...stores,
      bodies: feedBodies({ ...stores, publicUrl: 'https://bulletin.example' }),
      ...{
        jobs: { erase: async () => undefined, goOn: async () => undefined },
        pauses: { take: async () => undefined },
      },
      ...{ ids, backoff: noWait, publicUrl: 'https://bulletin.example', vault, outbound, policy: outbound },
      ...{ uses: stores.hubUses, inFlight: inFlight(64), clock: { now: (): Instant => instant(new Date(this.now)) } },
      alarms: { set: async (alarms: readonly Alarm[]) => alarm(alarms) },
      distribution,
    };
  }

  async open(): Promise<void> {
    await this.deps.publications.add(this.publication);
    await this.publish('The first');
  }

  /** Everything that is in the queue, and what comes into it meanwhile. */
  async work(): Promise<void> {
    for (let work = this.#queue.shift(); work; work = this.#queue.shift()) await distribute(work, this.deps);
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** What is in the queue is lost. */
  lose(): void {
    this.#queue.length = 0;
  }

  async request(callback: string, over: Partial<SubscriptionRequest> = {}): Promise<void> {
    await requestSubscription({ mode: 'subscribe', topic: this.topic, callback, ...over }, this.deps);
  }

  async subscribe(callback: string, over: Partial<SubscriptionRequest> = {}): Promise<void> {
    await this.request(callback, over);
    await this.work();
  }

  subscription = (callback: string) => this.deps.subscriptions.get(subscriptionIdOf(this.topic, callback));

  /** Writes an article, and has it indexed; without the hub's messages being worked on. */
  async write(title: string): Promise<void> {
    await addArticle(aDraft({ title }), { publication: this.publication.id }, this.deps);
    await this.index();
  }

  index = () => workOnIndex({ kind: 'index', publication: this.publication.id }, this.deps);

  async publish(title: string): Promise<void> {
    await this.write(title);
    await this.work();
  }

  /** Time goes on, minute by minute as far as it matters, and the wheel turns with it. */
  async pass(minutes: number, step = minutes): Promise<void> {
    for (let passed = 0; passed < minutes; passed += step) {
      this.now += step * 60_000;
      await turnWheel(this.deps);
      await this.work();
    }
  }
}
