import type { Outcome } from '#lib/domain/delivery.ts';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { retryAt } from '#lib/domain/retry-schedule.ts';
import { signaturesOf } from '#lib/domain/webhook-signature.ts';
import type { Outbound, OutboundOutcome, Vault } from './delivery-ports.ts';
import type { InFlight } from './in-flight.ts';
import { isGone, isTaken } from './outcome.ts';
import type { Clock } from './ports.ts';

export interface PostDeps {
  readonly outbound: Outbound;
  readonly inFlight: InFlight;
  readonly vault: Vault;
  readonly clock: Clock;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly arrived: boolean;
  /** There was no answer at all, which has cost its time. */
  readonly silent: boolean;
  /** It says that it wants nothing more, ever. */
  readonly gone: boolean;
  /** It says when to come again. */
  readonly retryAt?: Instant | undefined;
}

/** The secrets that sign now: the newest, and those that it replaces until they end. */
export async function openSecrets(
  { publication, id, secrets }: Endpoint,
  { vault, clock }: Pick<PostDeps, 'vault' | 'clock'>,
): Promise<string[]> {
  const good = secrets.filter(({ endsAt }) => endsAt === undefined || endsAt > clock.now());
  return Promise.all(good.map(({ sealed }) => vault.open(sealed, sealContext({ publication, id }))));
}

export const sealContext = ({ publication, id }: Pick<Endpoint, 'publication' | 'id'>) => ({
  publication,
  endpoint: id,
});

interface Letter {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secrets: readonly string[];
}

/** The headers that do not depend on when it is sent. */
export const headersOf = (id: string): Record<string, string> => ({
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'user-agent': 'Bulletin',
  'webhook-id': id,
});

/** Posts what is signed, and judges the answer by Standard Webhooks 1.0: 2xx is success, and nothing else. */
export async function post({ id, url, body, secrets }: Letter, deps: PostDeps): Promise<Verdict> {
  return deps.inFlight(async () => {
    const at = deps.clock.now();
    const timestamp = Math.floor(Date.parse(at) / 1000);
    const signature = signaturesOf({ id, timestamp, body }, secrets);
    const headers = { ...headersOf(id), 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
    const answer = await deps.outbound.send({ method: 'POST', url, headers, body: Buffer.from(body) });
    return verdictOn(answer, { at, request: { url, headers }, now: deps.clock.now() });
  });
}

const THROTTLED: ReadonlySet<number> = new Set([429, 502, 503, 504]);

function verdictOn(
  answer: OutboundOutcome,
  { now, ...sent }: Pick<Outcome, 'at' | 'request'> & { now: Instant },
): Verdict {
  if (answer.outcome === 'refused') {
    const outcome = { ...sent, failure: `not sent: ${answer.reason}` };
    return { outcome, arrived: false, silent: false, gone: false };
  }
  if (answer.outcome === 'failed') {
    const outcome = { ...sent, failure: answer.reason, ms: Math.round(answer.ms) };
    return { outcome, arrived: false, silent: true, gone: false };
  }
  const { status, headers, body, ms } = answer;
  return {
    outcome: { ...sent, answer: { status, headers: bounded(headers), body }, ms: Math.round(ms) },
    arrived: isTaken(answer),
    silent: false,
    gone: isGone(answer),
    retryAt: THROTTLED.has(status) ? retryAt(headers['retry-after'], now) : undefined,
  };
}

const MOST_HEADERS = 40;
const MOST_OF_HEADER = 400;

/** What is kept of an answer's headers must not be more than the rest of it. */
const bounded = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [name, value.slice(0, MOST_OF_HEADER)]),
  );
