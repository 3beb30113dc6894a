import { inspect } from 'node:util';

const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;

/** All that goes to the console while something is done, as deep as it goes: what a function's log has of it. */
export async function loggedBy(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const kept = LEVELS.map((level) => [level, console[level]] as const);
  for (const level of LEVELS) console[level] = (...values) => void lines.push(...values.map(inAll));
  try {
    await work();
  } finally {
    for (const [level, write] of kept) console[level] = write;
  }
  return lines.join('\n');
}

const inAll = (value: unknown): string =>
  inspect(value, { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null });
