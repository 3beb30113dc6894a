import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

const KEPT = { keepAlive: true, maxSockets: 50 };

/** The connections that all clients keep. */
export const connections = {
  httpAgent: closingTogether(new HttpAgent(KEPT)),
  httpsAgent: closingTogether(new HttpsAgent(KEPT)),
};

/**
 * Closes the idle connections of an agent when one of its connections breaks. Those that died while a function was frozen
 * died together: a request that met one of them must not meet the next when it is tried again.
 */
function closingTogether<One extends HttpAgent>(agent: One): One {
  const connect = agent.createConnection.bind(agent);
  const createConnection: typeof connect = (options, callback) => {
    const socket = connect(options, callback);
    socket?.once('close', (hadError: boolean) => {
      if (hadError) for (const idle of Object.values(agent.freeSockets).flat()) idle?.destroy();
    });
    return socket;
  };
  return Object.assign(agent, { createConnection });
}
