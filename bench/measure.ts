import { availableParallelism, cpus } from 'node:os';

/** One line of the table: what was measured, against what, and whether that is within the budget. */
export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  readonly ratio: string;
  readonly budget: string;
  /** Absent where nothing is promised. */
  readonly met?: boolean;
}

/** A rate that must be at least a share of the baseline's. */
export function atLeast(
  what: string,
  { rate, baseline, share }: { rate: number; baseline: number; share: number },
): Line {
  const ratio = rate / baseline;
  return {
    ...{ what, measured: `${Math.round(rate)}/s`, baseline: `${Math.round(baseline)}/s` },
    ...{ ratio: ratio.toFixed(2), budget: `≥ ${share}`, met: ratio >= share },
  };
}

/** A number that must not be beyond a bound. */
export function atMost(
  what: string,
  { value, bound, unit, over = '' }: { value: number; bound: number; unit: string; over?: string },
): Line {
  return {
    what,
    measured: shown(value, unit),
    baseline: over,
    ratio: bound === 0 ? '' : (value / bound).toFixed(2),
    budget: `≤ ${bound} ${unit}`,
    met: value <= bound,
  };
}

/** A number that nothing is promised of. */
export const noted = (
  what: string,
  { value, unit, over = '' }: { value: number; unit: string; over?: string },
): Line => ({ what, measured: shown(value, unit), baseline: over, ratio: '', budget: '' });

const shown = (value: number, unit: string): string =>
  `${value < 100 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} ${unit}`.trim();

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${process.platform} ${process.arch}`;

export function print(lines: readonly Line[]): void {
  const head = {
    what: 'what',
    measured: 'measured',
    baseline: 'baseline',
    ratio: 'ratio',
    budget: 'budget',
    met: 'met',
  };
  const rows = [
    head,
    ...lines.map((line) => ({ ...line, met: line.met === undefined ? '' : line.met ? 'yes' : 'NO' })),
  ];
  const columns = ['what', 'measured', 'baseline', 'ratio', 'budget', 'met'] as const;
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)));
  const text = rows.map(
    (row) => `| ${columns.map((column, index) => row[column].padEnd(widths[index] ?? 0)).join(' | ')} |`,
  );
  text.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  console.log(text.join('\n'));
}
