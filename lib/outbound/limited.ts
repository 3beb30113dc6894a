import type { ClientRequest } from 'node:http';
import type { Limits } from './exchange.ts';

/** Ends a request that does not come to a connection, or to an end, in time. */
export function limited(request: ClientRequest, { connectMs, totalMs }: Limits): { readonly ended: () => void } {
  const after = (ms: number, what: string) =>
    setTimeout(() => request.destroy(new Error(`${what} within ${ms / 1000} seconds`)), ms);
  const total = after(totalMs, 'no answer');
  const connecting = after(connectMs, 'no connection');
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
