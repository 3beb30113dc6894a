import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/**
 * Becomes the program, under the shell's process id, with a watcher beside it. The watcher reads a pipe whose other end
 * only the parent holds: it ends without a line when the parent has ended, and then the whole process group is killed.
 */
const SCRIPT = '{ read -r _ || kill -9 -$$; } <&3 3<&- >/dev/null 2>&1 & exec "$0" "$@" 3<&-';

type Output = 'ignore' | 'pipe' | 'inherit';
type Stream<Given extends Output> = Given extends 'pipe' ? Readable : null;

interface OwnedOptions<Out extends Output, Err extends Output> {
  readonly stdout: Out;
  readonly stderr: Err;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a process that never outlives this one, even if this one is killed; nor does what it starts in its group. */
export function spawnOwned<Out extends Output, Err extends Output>(
  command: string,
  args: readonly string[],
  { stdout, stderr, env = process.env }: OwnedOptions<Out, Err>,
): ChildProcessByStdio<null, Stream<Out>, Stream<Err>> {
  const stdio = ['ignore' as const, stdout, stderr, 'pipe' as const];
  const child = spawn('/bin/sh', ['-c', SCRIPT, command, ...args], { stdio, env, detached: true });
  const watched = child.stdio[3] as Writable;
  watched.on('error', () => undefined);
  child.once('exit', () => watched.end('\n'));
  return child as ChildProcessByStdio<null, Stream<Out>, Stream<Err>>;
}
