import { begun, type Delivery, ended, notBegun } from '#lib/domain/delivery.ts';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { isGivenUp, nextAttempt, restUntil, TIRED } from '#lib/domain/retry-schedule.ts';
import type { PublicEvent } from '#lib/events/public-event.ts';
import { webhookBody } from '#lib/events/webhook-body.ts';
import { chanceFrom } from './chance.ts';
import type { Course, Deliveries, Resend } from './endpoint-ports.ts';
import type { Ids } from './ports.ts';
import { headersOf, openSecrets, type PostDeps, post, type Verdict } from './post-event.ts';

export interface SendDeps extends PostDeps {
  readonly deliveries: Deliveries;
  readonly ids: Ids;
  readonly publicUrl: string;
}

/** An event to send: for the first time, or again. */
export interface Errand {
  readonly event: PublicEvent;
  readonly resend?: Resend | undefined;
}

interface Sending {
  readonly endpoint: Endpoint;
  readonly course: Course;
  /** Whoever was at it before may have begun some of them. */
  readonly interrupted: boolean;
}

export interface Sent {
  /** How the endpoint fares now. */
  readonly course: Course;
  /** How many of the errands were done, from the first on. */
  readonly count: number;
  readonly again: readonly Resend[];
  readonly done: readonly number[];
  /** It is not to be sent anything more for now; or never, for a reason. */
  readonly stop?: 'rest' | 'gone' | 'failing' | undefined;
}

/** How long new posts are begun: with the last of them, which may take 15 seconds, it stays within a lease. */
const BEGIN_MS = 8_000;

/**
 * Sends events to one endpoint, one after the other. Each attempt is written down before it is made and completed after,
 * so that what is written is true whatever happens in between.
 */
export async function sendErrands(errands: readonly Errand[], sending: Sending, deps: SendDeps): Promise<Sent> {
  const { endpoint } = sending;
  const secrets = await openSecrets(endpoint, deps);
  const started = Date.parse(deps.clock.now());
  const begunOnes = await begin(errands, sending, deps);
  let sent: Sent = { course: sending.course, count: 0, again: [], done: [] };
  const ends: Delivery[] = [];
  for (const [index, delivery] of begunOnes.entries()) {
    const errand = errands[index];
    if (!errand || sent.stop || Date.parse(deps.clock.now()) - started > BEGIN_MS) break;
    const body = webhookBody(errand.event, deps.publicUrl);
    const verdict = await post({ id: delivery.id, url: endpoint.url, body, secrets }, deps);
    const judged = judge({ errand, delivery, verdict, sent }, deps);
    sent = judged.sent;
    ends.push(judged.delivery);
  }
  const left = begunOnes.slice(sent.count).map(notBegun);
  const { again, done } = sent;
  await deps.deliveries.note(endpoint.id, { now: deps.clock.now(), deliveries: [...ends, ...left], again, done });
  return sent;
}

async function begin(
  errands: readonly Errand[],
  { endpoint, interrupted }: Sending,
  { deliveries, clock }: SendDeps,
): Promise<readonly Delivery[]> {
  const at = clock.now();
  const before = errands.filter(({ resend }) => interrupted || resend).map(({ event }) => event.id);
  const known = before.length > 0 ? await deliveries.getMany(endpoint.id, before) : [];
  const all = errands.map(({ event, resend }) => {
    const delivery = known.find(({ id }) => id === event.id) ?? newDelivery(event, endpoint);
    const request = { url: endpoint.url, headers: headersOf(event.id) };
    return begun(delivery, { at, reason: resend?.reason ?? 'event', request });
  });
  await deliveries.note(endpoint.id, { now: at, deliveries: all });
  return all;
}

const newDelivery = ({ id, type, sequence }: PublicEvent, endpoint: Endpoint): Delivery => ({
  ...{ id, endpoint: endpoint.id, type, sequence: Number(sequence) },
  ...{ status: 'pending', attempts: [], attemptCount: 0 },
});

interface Case {
  readonly errand: Errand;
  readonly delivery: Delivery;
  readonly verdict: Verdict;
  readonly sent: Sent;
}

function judge(one: Case, deps: SendDeps): { sent: Sent; delivery: Delivery } {
  const { errand, delivery, verdict, sent } = one;
  if (!verdict.arrived) return failed(one, deps);
  const { failingSince: _well, restsUntil: _rested, ...course } = sent.course;
  const done = errand.resend ? [errand.resend.sequence] : [];
  return {
    sent: { ...sent, course: { ...course, failures: 0 }, count: sent.count + 1, done: [...sent.done, ...done] },
    delivery: ended(delivery, { outcome: verdict.outcome, status: 'delivered' }),
  };
}

/** A failed event is sent again on its schedule; an endpoint that fails again and again is left alone as a whole. */
function failed({ errand, delivery, verdict, sent }: Case, { clock, ids }: SendDeps): ReturnType<typeof judge> {
  const now = clock.now();
  const chance = chanceFrom(ids);
  const failures = verdict.silent ? Math.max(TIRED, sent.course.failures + 1) : sent.course.failures + 1;
  const failingSince = sent.course.failingSince ?? now;
  const tired = failures >= TIRED ? restUntil({ failures, now, chance }) : undefined;
  const restsUntil = verdict.retryAt ?? tired;
  const course: Course = { ...sent.course, failures, failingSince, ...(restsUntil && { restsUntil }) };

  const sequence = Number(errand.event.sequence);
  const times = (errand.resend?.failures ?? 0) + 1;
  const next = nextAttempt({ failures: times, now, chance });
  const due = next && verdict.retryAt && verdict.retryAt > next ? verdict.retryAt : next;
  const again = due ? [{ sequence, due, reason: 'retry' as const, failures: times }] : [];
  const status = due ? 'retrying' : 'failed';
  return {
    sent: {
      ...{ course, count: sent.count + 1, again: [...sent.again, ...again] },
      done: [...sent.done, ...(due || !errand.resend ? [] : [sequence])],
      stop: stopOf(verdict, course, now),
    },
    delivery: ended(delivery, { outcome: verdict.outcome, status, nextAttemptAt: due }),
  };
}

function stopOf({ gone }: Verdict, { failingSince, restsUntil }: Course, now: Instant): Sent['stop'] {
  if (gone) return 'gone';
  if (failingSince && isGivenUp(failingSince, now)) return 'failing';
  return restsUntil && restsUntil > now ? 'rest' : undefined;
}
