import { join } from 'node:path';
import type { Command } from 'commander';
import { type BulletinClient, bulletinClient } from '#lib/client/client.ts';
import { Refusal } from '#lib/client/refusal.ts';
import { type ConnectionOptions, connectionFrom } from './connection.ts';
import { patientFetch } from './patient-fetch.ts';

/** Whom a command talks to, and of which publication. */
export interface Session {
  readonly client: BulletinClient;
  readonly publication: string;
  /** Aborted by the first Ctrl-C; the second ends at once. */
  readonly stop: AbortSignal;
}

/** What a command works with, from its options and what surrounds it. */
export function sessionOf(command: Command, { attempts = 8 } = {}): Session {
  const { url, key, publication } = connectionFrom(command.optsWithGlobals<ConnectionOptions>(), {
    env: process.env,
    state: join(process.cwd(), '.bulletin'),
  });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const fetch = patientFetch({ attempts, waiting: tellWaiting });
  return { client: bulletinClient({ url, key, fetch, attempts: 1 }), publication, stop: stopping.signal };
}

/** What is asked for, or nothing where it is no refusal that it is not there. */
export function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof Refusal && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  });
}

function tellWaiting(reason: string, seconds: number): void {
  if (seconds >= 1) console.error(`${reason}: waiting ${Math.round(seconds)} s`);
}
