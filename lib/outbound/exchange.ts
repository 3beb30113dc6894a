import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutboundOutcome, OutboundRequest } from '#lib/usecases/delivery-ports.ts';
import { limited } from './limited.ts';
import type { Address } from './resolver.ts';

/** How long is waited, and how much is read. */
export interface Limits {
  readonly connectMs: number;
  readonly totalMs: number;
}

/** Connections that are kept for a while, of either kind. */
export interface Agents {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
}

export interface Way {
  readonly url: URL;
  readonly addresses: readonly Address[];
  readonly agent: http.Agent | false;
  readonly limits: Limits;
  /** When the request began, with what was done before anything is sent, on the clock of `performance`. */
  readonly began: number;
  readonly ca: string | undefined;
}

const HEADER_BYTES = 8 * 1024;
const BODY_BYTES = 4 * 1024;
/** One of several addresses is tried for a while before the next: far away is not dead. */
const PATIENT = { autoSelectFamilyAttemptTimeout: 2_000 };

/**
 * Sends one request to the given addresses and no others. A redirect is an answer like any other, nothing is decompressed,
 * and what is longer than anybody needs to see is cut off. `stale` when a kept connection turns out to have been closed
 * before anything was answered.
 */
export function exchange(request: OutboundRequest, way: Way): Promise<OutboundOutcome | 'stale'> {
  const { method, headers, body } = request;
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const { promise, resolve } = Promise.withResolvers<OutboundOutcome | 'stale'>();
  const fail = (reason: string) => resolve({ outcome: 'failed', reason, ms: ms() });
  const { protocol } = way.url;
  const asked = (protocol === 'https:' ? https : http).request(way.url, {
    method,
    headers: { 'user-agent': 'Bulletin', ...headers, ...(body && { 'content-length': body.length }) },
    agent: way.agent,
    ca: way.ca,
    lookup: pinned(way.addresses),
    ...PATIENT,
    maxHeaderSize: HEADER_BYTES,
  });
  const { ended } = limited(asked, { ...way.limits, spentMs: started - way.began });
  asked.on('error', (error: NodeJS.ErrnoException) => {
    const stale = asked.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
    if (stale) resolve('stale');
    else fail(reasonOf(error));
  });
  asked.on('response', async (response) => {
    try {
      const text = await beginning(response);
      resolve({
        ...{ outcome: 'answered', status: response.statusCode ?? 0 },
        ...{ headers: headersIn(response), body: text, ms: ms() },
      });
    } catch (error) {
      fail(asked.errored ? reasonOf(asked.errored) : `the answer was cut off: ${reasonOf(error)}`);
    }
  });
  asked.end(body);
  return promise.finally(ended);
}

const pinned =
  (addresses: readonly Address[]): LookupFunction =>
  (_name, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };

async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes >= BODY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_BYTES).toString();
}

const headersIn = ({ headersDistinct }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]));

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return message || code || 'no connection';
};
