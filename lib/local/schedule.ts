import type { LocalFunction } from './function.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)` in milliseconds. Another kind of schedule fails, by what it says. */
export function rateOf(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = UNITS[unit];
  if (!ms) throw new Error(`the local cloud does not know the schedule '${expression}'`);
  return Number(count) * ms;
}

/** Runs a function at a rate, and once at the start: what was due while nothing ran is not waited for. */
export class Schedule {
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number, target: LocalFunction) {
    const run = () =>
      void target
        .invokeAsync({
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          time: new Date().toISOString(),
          detail: {},
        })
        .catch((error: unknown) =>
          process.stderr.write(`schedule  ${error instanceof Error ? error.message : error}\n`),
        );
    target.isCalledEvery(ms);
    this.#timer = setInterval(run, ms);
    run();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
