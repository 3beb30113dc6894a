import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';
import { type FauxqsServer, startFauxqs } from 'fauxqs';

interface Listening {
  readonly server: Server;
  readonly options: { host?: string };
}

/** Node says here that a server is about to listen. */
const LISTEN = 'tracing:net.server.listen:asyncStart';
const [ALL_ADDRESSES, LOOPBACK] = ['0.0.0.0', '127.0.0.1'];

/** Starts the engine of SNS and SQS on this machine alone: it listens on all addresses and has no option for another one. */
export async function startEngine(data: string, port: number): Promise<FauxqsServer> {
  const servers: Server[] = [];
  const onListen = (message: unknown) => {
    const { server, options } = message as Listening;
    if (options.host !== ALL_ADDRESSES) return;
    options.host = LOOPBACK;
    servers.push(server);
  };
  subscribe(LISTEN, onListen);
  const engine = await startFauxqs({ port, logger: false, dataDir: data }).finally(() => unsubscribe(LISTEN, onListen));
  if (servers.some(isOnLoopback)) return engine;
  await engine.stop();
  throw new Error('the engine of SNS and SQS does not listen on 127.0.0.1, as this version of it has to');
}

function isOnLoopback(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address?.address === LOOPBACK;
}
