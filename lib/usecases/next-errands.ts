import type { Endpoint } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { TIRED } from '#lib/domain/retry-schedule.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { wants } from '#lib/events/event-filter.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import type { Course, Resend } from './endpoint-ports.ts';
import type { Log } from './ports.ts';
import type { Errand } from './send-errands.ts';

/** So many are written down at once as begun, and at once as done. */
const PAGE = 25;

export interface Errands {
  readonly errands: readonly Errand[];
  /** How far the log is read once they are done. */
  readonly upTo: Sequence;
  /** Nothing was there beyond them. */
  readonly last: boolean;
}

interface Position {
  readonly endpoint: Endpoint;
  readonly course: Course;
  readonly waiting: readonly Resend[];
  readonly now: Instant;
}

/**
 * What an endpoint is to be sent next: what is due again, in order of sequence, then the log. One that has failed again
 * and again is tried with a single event: the one that failed, once, and then a fresh one, since it may be that very
 * event that it cannot take.
 */
export async function nextErrands(at: Position, log: Log): Promise<Errands> {
  const due = at.waiting.filter((resend) => resend.due <= at.now);
  if (at.course.failures >= TIRED) return probe(at, due, log);
  if (due.length === 0) return fresh(at, log);
  const errands = await events(due.slice(0, PAGE), at, log);
  return { errands, upTo: at.course.sequence, last: false };
}

async function fresh({ endpoint, course: { sequence: after } }: Position, log: Log): Promise<Errands> {
  const page = await log.read(endpoint.publication, { after, limit: PAGE });
  const events = page.map(publicEventOf).filter((event) => wants(endpoint, event));
  return { errands: events.map((event) => ({ event })), upTo: after + page.length, last: page.length < PAGE };
}

async function probe(at: Position, due: readonly Resend[], log: Log): Promise<Errands> {
  const [least] = due.toSorted((one, other) => one.failures - other.failures || one.sequence - other.sequence);
  const again = async (resend: Resend, upTo: Sequence) => ({
    errands: await events([resend], at, log),
    upTo,
    last: false,
  });
  if (least && least.failures <= 1) return again(least, at.course.sequence);
  const { errands, upTo, last } = await fresh(at, log);
  const [first] = errands;
  if (first) return { errands: [first], upTo: Number(first.event.sequence), last: false };
  return least && last ? again(least, upTo) : { errands: [], upTo, last };
}

async function events(due: readonly Resend[], { endpoint }: Position, log: Log): Promise<Errand[]> {
  const found = await Promise.all(
    due.map(async (resend) => {
      const [event] = await log.read(endpoint.publication, { after: resend.sequence - 1, limit: 1 });
      return event ? [{ event: publicEventOf(event), resend }] : [];
    }),
  );
  return found.flat();
}
