import { connections } from './connections.ts';
import { limitsOfCall } from './time-limits.ts';

// Without `throwOnRequestTimeout` the SDK says that a request has had its time, and goes on waiting.
export const requestHandler = { ...connections, connectionTimeout: 1_000, throwOnRequestTimeout: true };

interface Client {
  send(command: never, options?: object): unknown;
}

/** Gives every call of a client its limits of time. */
export function limited<One extends Client>(client: One): One {
  const send = client.send.bind(client);
  return Object.assign(client, {
    send: async (command: never, options?: object) => send(command, { ...limitsOfCall(), ...options }),
  });
}

/** A client is made when it is first asked for, and shared from then on. */
export function shared<One>(make: () => One): () => One {
  let made: One | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
