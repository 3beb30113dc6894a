import type { ClientRequest } from 'node:http';
import type { Limits } from './exchange.ts';

interface Started extends Limits {
  /** How much of its time in all is over already. */
  readonly spentMs: number;
}

/** Ends a request that does not come to a connection, or to an end, in time. */
export function limited(
  request: ClientRequest,
  { connectMs, totalMs, spentMs }: Started,
): { readonly ended: () => void } {
  const late = (what: string, ms: number) => () => request.destroy(new Error(`${what} within ${ms / 1000} seconds`));
  const total = setTimeout(late('no answer', totalMs), Math.max(0, totalMs - spentMs));
  const connecting = setTimeout(late('no connection', connectMs), connectMs);
  request.on('socket', (socket) => {
    const connected = () => clearTimeout(connecting);
    if (!socket.connecting) connected();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
  return {
    ended: () => {
      clearTimeout(total);
      clearTimeout(connecting);
    },
  };
}
