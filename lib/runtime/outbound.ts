import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import type { Outbound, OutboundPolicy } from '#lib/usecases/delivery-ports.ts';
import { environment } from './environment.ts';

/** Whatever is sent to where others say. */
export const outboundRuntime = (env: NodeJS.ProcessEnv): Outbound & OutboundPolicy =>
  safeOutbound({ reach: environment(env, ['OUTBOUND']).OUTBOUND });
