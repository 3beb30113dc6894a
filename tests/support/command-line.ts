import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnOwned } from '#lib/local/owned-process.ts';
import type { Bulletin } from './bulletin.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly complaints: string;
}

/** Killed at the end of a scope that holds it, should it still run. */
interface Running extends AsyncDisposable {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly out: () => string;
  readonly complaints: () => string;
  readonly ended: Promise<Ended>;
}

export interface Place {
  readonly url: string;
  readonly key: string;
  readonly publication: string;
}

/** Makes a publication; the operator's key opens it. */
export async function newPlace(bulletin: Bulletin, publication: string): Promise<Place> {
  await bulletin.api('POST', '/v1/publications', { body: { id: publication, title: publication, language: 'en' } });
  return { url: bulletin.addresses.url, key: bulletin.addresses.operatorKey, publication };
}

/** The command line as its users run it, in a process of its own. */
export function startCommand(args: readonly string[], { url, key, publication }: Place): Running {
  const env = { BULLETIN_URL: url, BULLETIN_KEY: key, BULLETIN_PUBLICATION: publication };
  const child = spawnOwned(process.execPath, ['bin/command-line.js', ...args], {
    env,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  let out = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, out, complaints }));
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { process: child, out: () => out, complaints: () => complaints, ended, [Symbol.asyncDispose]: dispose };
}

export const runCommand = (args: readonly string[], place: Place): Promise<Ended> => startCommand(args, place).ended;
