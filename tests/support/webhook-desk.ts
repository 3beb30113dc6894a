import { Webhook } from 'standardwebhooks';
import type { Delivery } from '#lib/domain/delivery.ts';
import type { EndpointDraft, EndpointId } from '#lib/domain/endpoint.ts';
import { instant } from '#lib/domain/instant.ts';
import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { addEndpoint } from '#lib/usecases/add-endpoint.ts';
import { deliverEvents, deliverTo } from '#lib/usecases/deliver-events.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import { inFlight } from '#lib/usecases/in-flight.ts';
import type { Alarm } from '#lib/usecases/ports.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';
import { aDraft, aPublisher } from './a-draft.ts';
import type { ATable } from './a-table.ts';
import type { Received } from './receiver.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

const ids = countingIds();
const openVault: Vault = { seal: async (text) => text, open: async (sealed) => sealed };

/** A publication of its own with endpoints, the real table and real requests; its clock goes on when it is told to. */
export class WebhookDesk {
  readonly publication = aPublisher({ id: `desk-${ids.next()}` });
  readonly secrets = new Map<EndpointId, string>();
  readonly #table: ATable;
  readonly #outbound: ReturnType<typeof safeOutbound>;
  readonly #inFlight = inFlight(64);
  #now = Date.parse(NOON);
  #alarms: (Alarm & { at: number })[] = [];
  #events = 0;

  private constructor(table: ATable, totalMs: number) {
    this.#table = table;
    this.#outbound = safeOutbound({ reach: 'loopback', limits: { connectMs: totalMs, totalMs } });
  }

  /** A receiver that does not answer is waited for as long as a test can, not as long as one would in earnest. */
  static async at(table: ATable, { totalMs = 2_000 }: { totalMs?: number } = {}): Promise<WebhookDesk> {
    const desk = new WebhookDesk(table, totalMs);
    await desk.deps.publications.add(desk.publication);
    return desk;
  }

  get deps() {
    return {
      ...storesOf(this.#table),
      alarms: {
        set: async (alarms: readonly Alarm[]) =>
          void this.#alarms.push(...alarms.map((alarm) => ({ ...alarm, at: this.#now + alarm.inSeconds * 1000 }))),
      },
      clock: { now: () => instant(new Date(this.#now)) },
      ...{ outbound: this.#outbound, policy: this.#outbound, inFlight: this.#inFlight, vault: openVault },
      ...{ ids, backoff: noWait, publicUrl: 'https://bulletin.example' },
    };
  }

  async endpoint(draft: EndpointDraft): Promise<EndpointId> {
    const { endpoint, secret } = await addEndpoint({ ...draft, publication: this.publication.id }, this.deps);
    this.secrets.set(endpoint.id, secret);
    return endpoint.id;
  }

  async publish(over: Parameters<typeof aDraft>[0] = {}): Promise<void> {
    this.#events += 1;
    const draft = aDraft({ title: `Article ${this.#events}`, ...over });
    await addArticle(draft, { publication: this.publication.id }, this.deps);
  }

  /** As the topic does, for each event. */
  ring = () => deliverEvents(this.publication.id, this.deps);

  /** Minute by minute, with the tick of each, and every alarm that rings meanwhile. */
  async passTime(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      this.#now += 60_000;
      await this.#ringAlarms();
      await turnWheel(this.deps);
      await this.#ringAlarms();
    }
  }

  /** From one moment at which something is to be done to the next, however far apart, until there is none. */
  async passUntilDone(): Promise<void> {
    for (;;) {
      const { courses } = await this.deps.watermarks.standing(this.publication.id);
      const [next] = courses.flatMap(({ wakeAt }) => wakeAt ?? []).toSorted();
      if (!next) return;
      this.#now = Math.max(this.#now, Date.parse(next));
      this.#alarms = [];
      await this.deps.timers.turn(instant(new Date(this.#now - 60_000)));
      await turnWheel(this.deps);
      await this.#ringAlarms();
    }
  }

  async #ringAlarms(): Promise<void> {
    const ringing = this.#alarms.filter(({ at }) => at <= this.#now);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
    for (const { kind, publication, subject } of ringing)
      if (kind === 'deliver') await deliverTo({ publication, endpoint: subject }, this.deps);
  }

  deliveries = (endpoint: EndpointId): Promise<readonly Delivery[]> =>
    this.deps.deliveries.list(endpoint, { limit: 1_000 });

  wholeLog = () => this.deps.log.read(this.publication.id, { after: 0, limit: 1_000 });

  /** Verified as its receiver would. */
  payload({ body, headers }: Received, endpoint: EndpointId): { sequence: string; data?: unknown; dataref?: string } {
    // The package compares with a clock of its own; when it was sent in the test's time, the log of deliveries says.
    const real = Date.now;
    Date.now = () => Number(headers['webhook-timestamp']) * 1000;
    try {
      return new Webhook(this.secrets.get(endpoint) ?? '').verify(body, headers as Record<string, string>) as never;
    } finally {
      Date.now = real;
    }
  }
}
