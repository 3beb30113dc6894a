import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import type { Outbound, OutboundPolicy } from '#lib/usecases/delivery-ports.ts';
import { type InFlight, inFlight } from '#lib/usecases/in-flight.ts';
import { environment } from './environment.ts';

/** Requests at once, in one function. */
const MOST_IN_FLIGHT = 64;

export const limitedInFlight = (): InFlight => inFlight(MOST_IN_FLIGHT);

/** Whatever is sent to where others say. */
export const outboundRuntime = (env: NodeJS.ProcessEnv): Outbound & OutboundPolicy =>
  safeOutbound({ reach: environment(env, ['OUTBOUND']).OUTBOUND });
