import type { Endpoint, EndpointDraft, EndpointId } from '#lib/domain/endpoint.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { addEndpoint } from '#lib/usecases/add-endpoint.ts';
import { deliverEvents, deliverTo } from '#lib/usecases/deliver-events.ts';
import type { OutboundOutcome, OutboundRequest, Vault } from '#lib/usecases/delivery-ports.ts';
import type { DeliverBell } from '#lib/usecases/endpoint-ports.ts';
import { inFlight } from '#lib/usecases/in-flight.ts';
import type { Alarm, Ids, Log, Watermarks } from '#lib/usecases/ports.ts';
import { aDraft, aPublisher } from './a-draft.ts';
import { memoryLog } from './memory-log.ts';
import { memoryWebhooks } from './memory-webhooks.ts';
import { countingIds, NOON, noWait } from './system.ts';

type Answer = { readonly status: number; readonly headers?: Record<string, string> } | 'silence' | 'refusal';

export interface Posted extends OutboundRequest {
  readonly at: Instant;
  readonly sequence: number;
}

/** Bytes, too, that are others each time: no two secrets are the same. */
function differentIds(): Ids {
  let count = 0;
  const random = (bytes: number) => {
    count += 1;
    return new Uint8Array(bytes).fill(count);
  };
  return { ...countingIds(), random };
}

/** More than any test has use for. */
const MOST_POSTS = 1_000;

const openVault: Vault = { seal: async (text) => text, open: async (sealed) => sealed };

/**
 * A publication in memory whose events are sent to endpoints. A receiver answers as a test says, which may do anything
 * meanwhile; time goes on only where it takes some.
 */
export class ASender {
  readonly publication = aPublisher();
  readonly webhooks = memoryWebhooks();
  readonly posted: Posted[] = [];
  readonly alarms: Alarm[] = [];
  readonly rung: Parameters<DeliverBell['ring']>[0][] = [];
  now: Instant = NOON;
  /** How long each request takes. */
  takes = 0;
  complaint: string | undefined;
  answer: (posted: Posted) => Answer | Promise<Answer> = () => ({ status: 204 });
  readonly memory = memoryLog({ publication: this.publication });
  readonly #ids = differentIds();
  readonly #inFlight = inFlight(64);

  get deps() {
    const policy = { complaint: async () => this.complaint };
    return {
      ...this.webhooks,
      ...{ log: this.#log, watermarks: this.#watermarks, policy, vault: openVault },
      outbound: { send: (request: OutboundRequest) => this.#send(request) },
      alarms: { set: async (alarms: readonly Alarm[]) => void this.alarms.push(...alarms) },
      bell: { ring: async (errand: (typeof this.rung)[number]) => void this.rung.push(errand) },
      clock: { now: () => this.now },
      ...{ ids: this.#ids, inFlight: this.#inFlight, backoff: noWait, publicUrl: 'https://bulletin.example' },
    };
  }

  get #log(): Log {
    const { log } = this.memory;
    return {
      ...log,
      desk: async (publication, wanted = {}) => {
        const endpoint = wanted.endpoint && this.webhooks.kept.get(wanted.endpoint);
        return { ...(await log.desk(publication, wanted)), endpoint };
      },
      commit: async (commit) => {
        const changes = commit.entries.flatMap(({ change }) => (change.kind === 'endpoint' ? [change] : []));
        const { kept } = this.webhooks;
        const head = this.memory.events.length;
        if (commit.head !== head) return { outcome: 'raced', head };
        if (changes.some(({ before }) => kept.get(before.id)?.revision !== before.revision))
          return { outcome: 'stale' };
        const outcome = await log.commit(commit);
        if (outcome.outcome === 'committed') for (const { after } of changes) this.#disabled(after);
        return outcome;
      },
    };
  }

  #disabled(endpoint: Endpoint): void {
    const { kept, leased } = this.webhooks;
    kept.set(endpoint.id, endpoint);
    const one = leased.get(endpoint.id);
    if (one) leased.set(endpoint.id, { ...one, course: { ...one.course, off: true } });
  }

  get #watermarks(): Pick<Watermarks, 'get' | 'advance' | 'standing'> {
    const head = () => this.memory.events.length;
    const standing = async () => ({
      ...{ head: head(), relay: head(), index: head() },
      courses: [...this.webhooks.leased.values()].map(({ course }) => course),
    });
    return { get: async () => head(), advance: async () => undefined, standing };
  }

  async #send(request: OutboundRequest): Promise<OutboundOutcome> {
    const sequence = Number(JSON.parse(Buffer.from(request.body ?? []).toString()).sequence);
    const posted = { ...request, at: this.now, sequence };
    this.posted.push(posted);
    if (this.posted.length > MOST_POSTS) throw new Error('it is sent to without end');
    const answer = await this.answer(posted);
    this.pass(this.takes);
    if (answer === 'refusal') return { outcome: 'refused', reason: 'it is within a private network' };
    return answer === 'silence'
      ? { outcome: 'failed', reason: 'no answer', ms: this.takes }
      : { outcome: 'answered', headers: {}, body: '', ms: this.takes, ...answer };
  }

  pass(ms: number): void {
    this.now = later(this.now, ms);
  }

  endpoint = async (draft: Partial<EndpointDraft> = {}): Promise<EndpointId> => {
    const { publication } = this;
    const wanted = { url: 'https://receiver.example/hook', ...draft, publication: publication.id };
    return (await addEndpoint(wanted, this.deps)).endpoint.id;
  };

  async publish(events = 1, over: Parameters<typeof aDraft>[0] = {}): Promise<void> {
    for (let event = 0; event < events; event += 1) {
      const draft = aDraft({ title: `Article ${this.memory.events.length + 1}`, ...over });
      await addArticle(draft, { publication: this.publication.id }, this.deps);
    }
  }

  ring = () => deliverEvents(this.publication.id, this.deps);

  ringFor = (endpoint: EndpointId) => deliverTo({ publication: this.publication.id, endpoint }, this.deps);

  get sequences(): number[] {
    return this.posted.map(({ sequence }) => sequence);
  }
}
