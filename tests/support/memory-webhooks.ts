import type { Delivery } from '#lib/domain/delivery.ts';
import type { Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import type { Course, CourseChange, Courses, Deliveries, Endpoints, Resend } from '#lib/usecases/endpoint-ports.ts';

function changedCourse({ leasedUntil: _over, ...course }: Course, change: CourseChange): Course {
  if (change.to === 'stop') return { ...course, off: true };
  const { endpoint, sequence, wakeAt } = course;
  return { endpoint, sequence: change.after ?? sequence, failures: 0, ...(wakeAt && { wakeAt }) };
}

interface Leased {
  course: Course;
  holder?: string | undefined;
}

/** Endpoints, how far they are and what was sent to them, in memory, as the ports say it. */
export function memoryWebhooks() {
  const kept = new Map<EndpointId, Endpoint>();
  const leased = new Map<EndpointId, Leased>();
  const sent = new Map<string, Delivery>();
  const waiting = new Map<number, Resend>();

  const endpoints: Endpoints = {
    add: async (endpoint, sequence) => {
      kept.set(endpoint.id, endpoint);
      leased.set(endpoint.id, { course: { endpoint: endpoint.id, sequence, failures: 0 } });
    },
    get: async (_, id) => kept.get(id),
    standing: async (_, id) => {
      const [endpoint, one] = [kept.get(id), leased.get(id)];
      return endpoint && one && { endpoint, course: one.course };
    },
    list: async () => [...kept.values()],
    change: async (endpoint, change) => {
      const course = leased.get(endpoint.id)?.course;
      if (!course || kept.get(endpoint.id)?.revision !== endpoint.revision - 1) return 'stale';
      kept.set(endpoint.id, endpoint);
      if (change) leased.set(endpoint.id, { course: changedCourse(course, change) });
      return 'changed';
    },
    remove: async (_, id) => {
      leased.delete(id);
      return kept.delete(id) ? 'removed' : 'missing';
    },
  };

  const courses: Courses = {
    take: async ({ endpoint, holder }, { now, until }) => {
      const one = leased.get(endpoint);
      const { leasedUntil, ...course }: Partial<Course> = one?.course ?? {};
      if (!one || course.off || (leasedUntil && leasedUntil >= now)) return undefined;
      const interrupted = one.holder !== undefined;
      leased.set(endpoint, { course: { ...one.course, leasedUntil: until }, holder });
      return { course: course as Course, interrupted };
    },
    move: async ({ endpoint, holder }, { after: { leasedUntil: _before, ...after }, until }) => {
      if (leased.get(endpoint)?.holder !== holder) return 'lost';
      leased.set(endpoint, until ? { course: { ...after, leasedUntil: until }, holder } : { course: after });
      return 'moved';
    },
  };

  const deliveries: Deliveries = {
    get: async (_, id) => sent.get(id),
    getMany: async (_, ids) => ids.flatMap((id) => sent.get(id) ?? []),
    list: async () => [...sent.values()].toReversed(),
    note: async (_, { deliveries: noted = [], again = [], done = [] }) => {
      for (const delivery of noted) sent.set(delivery.id, delivery);
      for (const resend of again) waiting.set(resend.sequence, resend);
      for (const sequence of done) waiting.delete(sequence);
    },
    resends: async () => [...waiting.values()].toSorted((one, other) => one.sequence - other.sequence),
  };

  return { endpoints, courses, deliveries, kept, leased, sent, waiting };
}
