import { readFileSync } from 'node:fs';
import type { Bulletin } from '../tests/support/bulletin.ts';

/** The clock ticks of Linux: a hundred a second. */
const TICK_MS = 10;

/** Resident memory now, processor time since the process began. */
interface Use {
  readonly mb: number;
  readonly ms: number;
}

/** Memory and processor time of the runner and the engine of an instance. */
export function usesOf({ pid = 0 }: Bulletin): { readonly runner: Use; readonly engine: Use } {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const engine = children.find((child) => readFileSync(`/proc/${child}/comm`, 'utf8').trim() === 'dynoxide');
  if (engine === undefined) throw new Error(`process ${pid} has started no engine`);
  return { runner: useOf(pid), engine: useOf(engine) };
}

function useOf(pid: number): Use {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  // What stands before the last bracket is a name, and may hold anything.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { mb: Number(kilobytes) / 1024, ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}
