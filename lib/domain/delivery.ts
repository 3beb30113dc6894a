import * as z from 'zod';
import { EndpointId } from './endpoint.ts';
import { Instant } from './instant.ts';

/** The id of a delivery, which is that of its event. */
export const DeliveryId = z.string().regex(/^[0-9a-z]{26}$/);

const Headers = z.record(z.string(), z.string());

/** One try. Without an answer or a failure it is on its way, or its sender was cut off: then nobody knows. */
export const Attempt = z.object({
  at: Instant,
  reason: z.enum(['event', 'retry', 'replay', 'test']),
  request: z.object({ url: z.string(), headers: Headers }),
  answer: z.object({ status: z.int(), headers: Headers, body: z.string() }).optional(),
  failure: z.string().optional(),
  ms: z.number().optional(),
});
export type Attempt = z.infer<typeof Attempt>;

export const DeliveryStatus = z.enum(['pending', 'sending', 'delivered', 'retrying', 'failed']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** What became of one event at one endpoint. Its id is the event's, which is the `webhook-id` that the receiver sees. */
export const Delivery = z.object({
  id: z.string(),
  endpoint: EndpointId,
  type: z.string(),
  /** The place in the log; a test event has none. */
  sequence: z.int().positive().optional(),
  status: DeliveryStatus,
  /** The latest, oldest first. */
  attempts: z.array(Attempt),
  attemptCount: z.int().nonnegative(),
  nextAttemptAt: Instant.optional(),
  /** Of a test, which is in no log: what is sent. */
  body: z.string().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Deliveries are kept this long after their last attempt. */
export const DELIVERY_DAYS = 14;

const MOST_ATTEMPTS = 20;
const INTERRUPTED = 'the sender was cut off: nobody knows whether it arrived';

export function begun(delivery: Delivery, attempt: Attempt): Delivery {
  const attempts = [...delivery.attempts.map(interrupted), attempt].slice(-MOST_ATTEMPTS);
  const { nextAttemptAt: _now, ...rest } = delivery;
  return { ...rest, status: 'sending', attempts, attemptCount: delivery.attemptCount + 1 };
}

const interrupted = (attempt: Attempt): Attempt =>
  attempt.answer || attempt.failure !== undefined ? attempt : { ...attempt, failure: INTERRUPTED };

/** What became of an attempt, when it was made in truth, and what was sent. */
export type Outcome = Omit<Attempt, 'reason'>;

export function ended(
  delivery: Delivery,
  { outcome, status, nextAttemptAt }: { outcome: Outcome; status: DeliveryStatus; nextAttemptAt?: Instant | undefined },
): Delivery {
  const attempts = delivery.attempts.map((attempt, index, all) =>
    index === all.length - 1 ? { ...attempt, ...outcome } : attempt,
  );
  return { ...delivery, status, attempts, ...(nextAttemptAt && { nextAttemptAt }) };
}

/** As if the last attempt had not been begun: nothing was sent. */
export const notBegun = (delivery: Delivery): Delivery => ({
  ...delivery,
  status: 'pending',
  attempts: delivery.attempts.slice(0, -1),
  attemptCount: delivery.attemptCount - 1,
});
