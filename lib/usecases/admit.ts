import type { Key } from '#lib/domain/key.ts';
import { secondsLeft } from '#lib/domain/quota.ts';
import { authenticate, type Refusal } from './authenticate.ts';
import type { keyMeter } from './meter-keys.ts';
import type { Clock, Keys } from './ports.ts';

export interface AdmissionDeps {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly meter: ReturnType<typeof keyMeter>;
}

interface Exhausted {
  readonly refused: 'key.exhausted';
  /** Seconds. */
  readonly retryAfter: number;
}

interface Admitted {
  readonly key: Key;
  /** Why the request goes on without being counted. */
  readonly uncounted?: unknown;
}

export type Admission = Admitted | Refusal | Exhausted;

/** Who the bearer is, and whether their key has requests left: in that order, so that nobody can spend another's. */
export async function admit(header: string | undefined, { keys, clock, meter }: AdmissionDeps): Promise<Admission> {
  const verdict = await authenticate(header, { keys, clock });
  if ('refused' in verdict) return verdict;
  const { key } = verdict;
  const metering = await meter(key);
  if (metering === 'counted') return { key };
  if (metering !== 'exhausted') return { key, ...metering };
  return { refused: 'key.exhausted', retryAfter: secondsLeft(clock.now()) };
}
