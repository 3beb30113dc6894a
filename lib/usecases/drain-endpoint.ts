import type { Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { AppendDeps } from './append.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import type { Course, Courses, Endpoints, Lease, Resend } from './endpoint-ports.ts';
import { nextErrands } from './next-errands.ts';
import type { Alarms } from './ports.ts';
import { dropIfRemoved } from './remove-endpoint.ts';
import { type SendDeps, type Sent, sendErrands } from './send-errands.ts';

export interface DrainEndpointDeps extends SendDeps, AppendDeps {
  readonly courses: Courses;
  readonly endpoints: Endpoints;
  readonly alarms: Alarms;
}

/** Longer than the posts of one page can take: see send-errands.ts. */
const LEASE_MS = 30_000;
/** As far as an alarm can be set ahead, less a little. */
const ALARM_MS = 14 * 60_000;

/**
 * Sends an endpoint all that there is for it: one at a time has it, so that events go out in order. Who finds it taken
 * goes away, hence whoever has had it looks once more when it is given back. The endpoint is read once its lease is
 * held: a change of it takes the lease away.
 */
export async function drainEndpoint(
  { publication, id }: { publication: PublicationId; id: EndpointId },
  { until, ...deps }: DrainEndpointDeps & { until: Instant },
): Promise<void> {
  const lease = { publication, endpoint: id, holder: deps.ids.next() };
  for (;;) {
    const now = deps.clock.now();
    const taken = await deps.courses.take(lease, { now, until: later(now, LEASE_MS) });
    if (!taken) return;
    const endpoint = await deps.endpoints.get(publication, id);
    const course = endpoint?.status === 'enabled' ? await goOn({ endpoint, lease, until, ...taken }, deps) : undefined;
    if (!course) await dropIfRemoved({ publication, id }, deps);
    if (!course || course.off || isResting(course, deps.clock.now())) return;
    const [head, waiting] = await Promise.all([deps.log.head(publication), deps.deliveries.resends(id)]);
    if (head <= course.sequence && !waiting.some(({ due }) => due <= deps.clock.now())) return;
    if (deps.clock.now() >= until) {
      await deps.alarms.set([{ kind: 'deliver', publication, subject: id, inSeconds: 0 }]);
      return;
    }
  }
}

const isResting = ({ restsUntil }: Course, now: Instant): boolean => restsUntil !== undefined && restsUntil > now;

interface Going {
  readonly endpoint: Endpoint;
  readonly lease: Lease;
  readonly course: Course;
  readonly interrupted: boolean;
  readonly until: Instant;
}

/** Page by page, until there is no more, or no more time, or the endpoint wants a rest. Nothing, when the lease is lost. */
async function goOn({ course: start, ...going }: Going, deps: DrainEndpointDeps): Promise<Course | undefined> {
  const { endpoint, lease, interrupted, until } = going;
  let waiting = await deps.deliveries.resends(endpoint.id);
  let course = start;
  while (!isResting(course, deps.clock.now()) && deps.clock.now() < until) {
    const now = deps.clock.now();
    const { errands, upTo, last } = await nextErrands({ endpoint, course, waiting, now }, deps.log);
    const sent: Sent =
      errands.length === 0
        ? { course, count: 0, again: [], done: [] }
        : await sendErrands(errands, { endpoint, course, interrupted }, deps);
    const nothing = errands.length === 0 && upTo === course.sequence;
    const stopped = errands[sent.count];
    const sequence = stopped && !stopped.resend ? Number(stopped.event.sequence) - 1 : upTo;
    course = { ...sent.course, sequence };
    waiting = afterwards(waiting, sent);
    if (sent.stop === 'gone' || sent.stop === 'failing') {
      const { url } = endpoint;
      await disableEndpoint({ ...lease, url, reason: sent.stop, failingSince: course.failingSince }, deps);
      course = { ...course, off: true };
    }
    if (sent.stop || last || nothing) break;
    const lasting = later(deps.clock.now(), LEASE_MS);
    if ((await deps.courses.move(lease, { before: start, after: course, until: lasting })) === 'lost') return undefined;
  }
  return giveBack({ lease, before: start, course, waiting }, deps);
}

const afterwards = (waiting: readonly Resend[], { again, done }: Sent): Resend[] =>
  [
    ...waiting.filter(({ sequence }) => !done.includes(sequence) && !again.some((one) => one.sequence === sequence)),
    ...again,
  ].toSorted((one, other) => one.sequence - other.sequence);

interface Back {
  readonly lease: Lease;
  readonly before: Course;
  readonly course: Course;
  readonly waiting: readonly Resend[];
}

/** When there is something to do again, the wheel knows; and an alarm rings, when that is soon. */
async function giveBack(
  { lease, before, course, waiting }: Back,
  deps: DrainEndpointDeps,
): Promise<Course | undefined> {
  const now = deps.clock.now();
  const { wakeAt: _before, ...rest } = course;
  const wakeAt = course.off ? undefined : wakeTime(course, waiting, now);
  const after: Course = { ...rest, ...(wakeAt && { wakeAt }) };
  if ((await deps.courses.move(lease, { before, after })) === 'lost') return undefined;
  const ms = wakeAt ? Date.parse(wakeAt) - Date.parse(now) : ALARM_MS;
  if (ms < ALARM_MS) {
    const inSeconds = Math.max(0, Math.ceil(ms / 1000));
    await deps.alarms.set([{ kind: 'deliver', publication: lease.publication, subject: lease.endpoint, inSeconds }]);
  }
  return after;
}

function wakeTime(course: Course, waiting: readonly Resend[], now: Instant): Instant | undefined {
  if (isResting(course, now)) return course.restsUntil;
  return waiting.map(({ due }) => due).toSorted()[0];
}
