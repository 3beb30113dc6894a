import type { Delivery } from '#lib/domain/delivery.ts';
import type { Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';

export interface Endpoints {
  /** With a course that begins after a sequence. */
  add(endpoint: Endpoint, after: Sequence): Promise<void>;
  get(publication: PublicationId, id: EndpointId): Promise<Endpoint | undefined>;
  /** With how it fares. Consistent. */
  standing(publication: PublicationId, id: EndpointId): Promise<StandingEndpoint | undefined>;
  /** Oldest first; all, since there are few. Consistent. */
  list(publication: PublicationId): Promise<readonly Endpoint[]>;
  /** Unless it has changed since it was read. What becomes of its course is the same write. */
  change(endpoint: Endpoint, course?: CourseChange): Promise<'changed' | 'stale'>;
  /** With its course, in one write. */
  remove(publication: PublicationId, id: EndpointId): Promise<'removed' | 'missing'>;
}

export interface StandingEndpoint {
  readonly endpoint: Endpoint;
  readonly course: Course;
}

/**
 * What becomes of a course whose endpoint changes. Whoever has it loses it. Restarted, it is well, goes on at once, and
 * after a sequence when one is given; stopped, it is not taken any more, and nobody need look after it.
 */
export type CourseChange = { readonly to: 'restart'; readonly after?: Sequence | undefined } | { readonly to: 'stop' };

/** How far an endpoint is in the log, and how it fares. */
export interface Course {
  readonly endpoint: EndpointId;
  /** The last sequence that was sent, was not wanted, or is to be sent again. */
  readonly sequence: Sequence;
  /** In a row, since something arrived last. */
  readonly failures: number;
  readonly failingSince?: Instant | undefined;
  /** It is left alone until then. */
  readonly restsUntil?: Instant | undefined;
  /** When there is something to do again: its timer on the wheel. */
  readonly wakeAt?: Instant | undefined;
  /** Until when somebody has it, who may have been cut off. */
  readonly leasedUntil?: Instant | undefined;
  /** Disabled: nobody need look after it. */
  readonly off?: true | undefined;
}

export interface Lease {
  readonly publication: PublicationId;
  readonly endpoint: EndpointId;
  /** A name that nobody else has. */
  readonly holder: string;
}

/** Each endpoint's own reading of the log. One at a time goes on with it, so that its events go out in order. */
export interface Courses {
  /** Nothing when somebody else has it, or it is off. `interrupted` says that the one before did not come to an end. */
  take(
    lease: Lease,
    span: { now: Instant; until: Instant },
  ): Promise<{ readonly course: Course; readonly interrupted: boolean } | undefined>;
  /** How it stands from now on; `until` keeps the lease, without it it is given back. The timer moves along. */
  move(lease: Lease, to: { before: Course; after: Course; until?: Instant | undefined }): Promise<'moved' | 'lost'>;
}

/** One event of the log that is to be sent to an endpoint apart from its course. */
export interface Resend {
  readonly sequence: Sequence;
  readonly due: Instant;
  readonly reason: 'retry' | 'replay';
  /** How often it has failed since it was first due. */
  readonly failures: number;
}

export interface Deliveries {
  get(endpoint: EndpointId, id: string): Promise<Delivery | undefined>;
  /** Consistent; missing ones are left out. */
  getMany(endpoint: EndpointId, ids: readonly string[]): Promise<readonly Delivery[]>;
  /** The newest event first, from before an id. */
  list(endpoint: EndpointId, page: { before?: string | undefined; limit: number }): Promise<readonly Delivery[]>;
  /** What became of events, and which are to be sent again or no more. Safe to repeat. */
  note(endpoint: EndpointId, notes: DeliveryNotes): Promise<void>;
  /** All that is to be sent again, in order of sequence. Consistent. */
  resends(endpoint: EndpointId): Promise<readonly Resend[]>;
}

interface DeliveryNotes {
  readonly now: Instant;
  readonly deliveries?: readonly Delivery[];
  readonly again?: readonly Resend[];
  readonly done?: readonly Sequence[];
}

/** Rings for whoever delivers: an endpoint has something to do, or a test is to be sent to it. */
export interface DeliverBell {
  ring(errand: { publication: PublicationId; endpoint: EndpointId; test?: string | undefined }): Promise<void>;
}
