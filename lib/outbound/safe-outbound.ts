import http from 'node:http';
import https from 'node:https';
import type { Outbound, OutboundPolicy } from '#lib/usecases/delivery-ports.ts';
import type { Reach } from './address.ts';
import { type Destination, destinationOf, type Refusal } from './destination.ts';
import { type Agents, exchange, type Limits } from './exchange.ts';
import { type Resolve, resolverOf } from './resolver.ts';

export interface SafeOutboundOptions {
  readonly reach: Reach;
  /** @default the name servers */
  readonly resolve?: Resolve;
  /** @default 5 seconds to connect, 15 seconds in all, whatever is done in them */
  readonly limits?: Limits;
  /** Certificates to trust besides the well-known ones. */
  readonly ca?: string;
}

const LIMITS: Limits = { connectMs: 5_000, totalMs: 15_000 };
/** How long a connection is kept, and how many are. */
const KEPT = { keepAlive: true, timeout: 30_000, maxFreeSockets: 256 };

/** Requests to wherever others say, as far as that is somewhere that anybody may ask. */
export function safeOutbound(options: SafeOutboundOptions): Outbound & OutboundPolicy {
  const { reach, resolve = resolverOf(reach), limits = LIMITS, ca } = options;
  const agents: Agents = { 'http:': new http.Agent(KEPT), 'https:': new https.Agent(KEPT) };
  const destination = (url: string) => destinationOf(url, { reach, resolve });
  return {
    async complaint(url) {
      const found = await destination(url);
      return isRefusal(found) ? found.reason : undefined;
    },

    async send(request) {
      const began = performance.now();
      const found = await destination(request.url);
      if (isRefusal(found)) {
        const { reason, passing } = found;
        return passing ? { outcome: 'failed', reason, ms: 0 } : { outcome: 'refused', reason };
      }
      const way = { ...found, limits, began, ca };
      const outcome = await exchange(request, { ...way, agent: agents[found.url.protocol as keyof Agents] });
      if (outcome !== 'stale') return outcome;
      const again = await exchange(request, { ...way, agent: false });
      return again === 'stale' ? { outcome: 'failed', reason: 'no connection', ms: 0 } : again;
    },
  };
}

const isRefusal = (found: Destination | Refusal): found is Refusal => 'reason' in found;
