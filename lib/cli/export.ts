import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { Complaint } from './complaint.ts';
import { exportLines } from './export-lines.ts';
import { sessionOf } from './session.ts';

interface Options {
  readonly out?: string;
}

export const exportTo = () =>
  new Command('export')
    .description('Writes down a whole publication, a line of JSON for each thing: it, its authors, its articles.')
    .option('--out <file>', 'where to; standard output when left out')
    .action(exportPublication);

async function exportPublication({ out }: Options, command: Command): Promise<void> {
  const session = sessionOf(command);
  const { stop } = session;
  const counts: Record<string, number> = {};
  const lines = Readable.from(exportLines(session, (type) => (counts[type] = (counts[type] ?? 0) + 1)));
  try {
    if (out === undefined) await pipeline(lines, process.stdout, { signal: stop, end: false });
    else await wholeFile(out, (file) => pipeline(lines, createWriteStream(file), { signal: stop }));
  } catch (cause) {
    if (stop.aborted) throw new Complaint('stopped before the end', { cause });
    throw cause;
  }
  console.error(`${counts.article ?? 0} articles, ${counts.author ?? 0} authors`);
}

/** Half an export is never found under the name of a whole one. */
async function wholeFile(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}.part`;
  try {
    await write(part);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR'
      ? new Complaint(`${file} cannot be written (${code})`, { cause })
      : cause;
  }
}
