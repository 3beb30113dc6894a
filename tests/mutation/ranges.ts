import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** A part of a file, as Stryker takes it: `lib/domain/key.ts:3-7`, or with columns `lib/domain/key.ts:3:10-3:14`. */
export type Range = string;

/** The folders under `lib` whose code is mutated. */
export const FOLDERS = ['domain', 'events', 'usecases', 'storage', 'messaging', 'http'];

export const folderOf = (file: string): string => /(?:^|\/)lib\/([^/]+)\//.exec(file)?.[1] ?? '';

/** The lines that the working tree has more than a commit, or has otherwise. */
export function touchedSince(base: string, folders: readonly string[]): readonly Range[] {
  const paths = folders.map((folder) => `lib/${folder}`);
  const diff = execFileSync('git', ['diff', '--unified=0', '--no-color', base, '--', ...paths], { encoding: 'utf8' });
  let file = '';
  return diff.split('\n').flatMap((line) => {
    file = /^\+\+\+ b\/(.*)/.exec(line)?.[1] ?? file;
    const [, start, count = '1'] = /^@@ \S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined || count === '0' || !file.endsWith('.ts')) return [];
    return [`${file}:${start}-${Number(start) + Number(count) - 1}`];
  });
}

const silent = new Proxy({}, { get: () => () => false }) as never;

/** The places of so many mutants of a folder, taken at random from those that change no more than a line. */
export async function sampleOf(
  folder: string,
  { size, random }: { size: number; random: () => number },
): Promise<readonly Range[]> {
  const files = globSync(`lib/${folder}/**/*.ts`).toSorted();
  const sources = files.map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const { mutants } = await new Instrumenter(silent).instrument(sources, options);
  const places = mutants.flatMap(({ fileName, location: { start, end } }) =>
    start.line === end.line ? [`${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`] : [],
  );
  const all = [...new Set(places)];
  return Array.from({ length: Math.min(size, all.length) }, () =>
    all.splice(Math.floor(random() * all.length), 1),
  ).flat();
}
