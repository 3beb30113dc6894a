import { relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';
import { folderOf } from './ranges.ts';

export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const NOTICED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);

/** A line for each folder: how many of its mutants were noticed by a test. */
export function scoresOf(mutants: readonly Mutant[]): string {
  const valid = mutants.filter(({ status }) => NOTICED.has(status) || MISSED.has(status));
  const row = (name: string, of: readonly Mutant[]) => {
    const noticed = of.filter(({ status }) => NOTICED.has(status)).length;
    const percent = of.length === 0 ? '' : `${Math.round((100 * noticed) / of.length)} %`;
    return `| ${name.padEnd(9)} | ${String(of.length).padStart(7)} | ${String(noticed).padStart(7)} | ${percent.padStart(5)} |`;
  };
  const folders = Map.groupBy(valid, ({ fileName }) => folderOf(fileName));
  return [
    '| folder    | mutants | noticed | score |',
    '| --------- | ------: | ------: | ----: |',
    ...[...folders].toSorted().map(([folder, of]) => row(folder, of)),
    row('all', valid),
  ].join('\n');
}

/** A line for each mutant that no test noticed. */
export const missedOf = (mutants: readonly Mutant[]): string =>
  mutants
    .filter(({ status }) => MISSED.has(status))
    .map(({ fileName, location, mutatorName, replacement = '', status }) => {
      const { line, column } = location.start;
      const place = `${relative('.', fileName)}:${line + 1}:${column + 1}`;
      return `${place}  ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 80)}${status === 'NoCoverage' ? '  (no test runs it)' : ''}`;
    })
    .toSorted()
    .join('\n');
