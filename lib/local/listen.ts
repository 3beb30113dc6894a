import { once } from 'node:events';
import type { Server } from 'node:net';

/** Has a server listen on this machine and no other; resolves with the port. 0 is any. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
