/** Starts a work when there is room for it. */
export type InFlight = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * At most so many at once; who waits longest is next. Whoever sends one thing after the other holds one place at most,
 * so that a slow receiver is in nobody's way.
 */
export function inFlight(most: number): InFlight {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((turn) => waiting.push(turn));
    else running += 1;
    try {
      return await work();
    } finally {
      // A place that somebody waits for is handed on, not given back.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
