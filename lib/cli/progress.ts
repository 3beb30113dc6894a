interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

export interface Standing {
  /** Of the whole, from 0 to 1. */
  readonly part: number;
  readonly count: number;
  readonly seconds: number;
}

const WIDTH = 24;
const EVERY_MS = 100;
const CLEAR = '\r\u001b[2K';

/** One line that is written over and over; none where nobody looks. */
export function progressLine({ part, count, seconds }: Standing): string {
  const done = Math.round(Math.min(1, Math.max(0, part)) * WIDTH);
  const rate = seconds > 0 ? Math.round(count / seconds) : 0;
  const bar = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)}`;
  return `${bar} ${Math.floor(part * 100)} %  ${count} articles, ${rate} a second`;
}

/** Shows how it stands until it is ended; what it shows is gone then. */
export function showProgress(terminal: Terminal, standing: () => Standing): { end: () => void } {
  if (!terminal.isTTY) return { end: () => undefined };
  // A terminal that does not know its size says 0.
  const show = () => terminal.write(`${CLEAR}${progressLine(standing()).slice(0, (terminal.columns || 80) - 1)}`);
  const timer = setInterval(show, EVERY_MS);
  return {
    end: () => {
      clearInterval(timer);
      terminal.write(CLEAR);
    },
  };
}
