import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from './listen.ts';
import { spawnOwned } from './owned-process.ts';
import { replaceFile } from './state-files.ts';

/** The DynamoDB engine: a process of its own, on a file of its own. */
export interface Dynoxide {
  readonly endpoint: string;
  readonly file: string;
  close(): Promise<void>;
}

const READY_MS = 10_000;

export async function startDynoxide(data: string): Promise<Dynoxide> {
  const file = resolve(data, 'dynamodb.sqlite');
  const pidFile = join(data, 'dynoxide.pid');
  await endStale(pidFile, file);
  const port = await freePort();
  const engine = spawnOwned(binary(), ['serve', '--port', String(port), '--db-path', file], {
    stdout: 'ignore',
    stderr: 'pipe',
  });
  replaceFile(pidFile, String(engine.pid));
  const endpoint = `http://127.0.0.1:${port}`;
  await ready(engine, endpoint);
  return { endpoint, file, close: () => end(engine, pidFile) };
}

/** Ends the engine of a runner that was killed a moment ago, so that no two have the same file open. */
async function endStale(pidFile: string, file: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const isOurs = () => commandLine(pid).includes(file);
  if (isOurs()) process.kill(pid, 'SIGKILL');
  while (isOurs()) await pause(5);
}

/** Of a process that is there; otherwise empty. Pids are used again: what runs under one may be anything. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function ready(engine: ChildProcess, endpoint: string): Promise<void> {
  let said = '';
  engine.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && engine.exitCode === null) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) return;
    await pause(5);
  }
  throw new Error(`the DynamoDB engine does not start: ${said || `it ended with ${engine.exitCode}`}`);
}

async function end(engine: ChildProcess, pidFile: string): Promise<void> {
  if (engine.exitCode === null && engine.signalCode === null) {
    const ended = once(engine, 'exit');
    engine.kill('SIGTERM');
    await ended;
  }
  rmSync(pidFile, { force: true });
}

function binary(): string {
  const { platform, arch, env } = process;
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}-${arch}/dynoxide`);
  } catch {
    const found = (env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'dynoxide'))
      .find((file) => existsSync(file));
    if (found) return found;
    throw new Error(
      `there is no DynamoDB engine for ${platform}-${arch} with the project: put a 'dynoxide' on the PATH (cargo install dynoxide), or set DYNAMODB_ENDPOINT to any engine's address`,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}
