import type { Command } from 'commander';
import { instant } from '#lib/domain/instant.ts';
import { openSource, type Source, type SourceOptions } from '#lib/import/open-source.ts';
import { SourceFault } from '#lib/import/source-fault.ts';
import { articleDesk } from './article-desk.ts';
import { Complaint } from './complaint.ts';
import { importArticles } from './import-articles.ts';
import { ImportReport } from './import-report.ts';
import { showProgress } from './progress.ts';
import { type Session, sessionOf } from './session.ts';
import { downloaded, isAddress } from './source-file.ts';

export interface ImportOptions {
  readonly keepUrls?: true;
  readonly pages?: true;
  readonly encoding?: string;
  readonly report?: string;
  readonly json?: true;
}

export async function importSource(source: string, options: ImportOptions, command: Command): Promise<void> {
  const session = sessionOf(command);
  const { client, publication } = session;
  const { language } = (await client.GET('/v1/publications/{publication}', { params: { path: { publication } } })).data;
  await using file = isAddress(source) ? await downloaded(source, session.stop) : undefined;
  const opened = await open(file?.path ?? source, {
    name: source,
    ...options,
    ...(file?.charset && { charset: file.charset }),
  });
  const report = reportIn(options.report);
  const fault = await read(opened, { session, language, report, keepUrls: options.keepUrls ?? false });
  report.close(fault);
  console.log(options.json ? JSON.stringify({ ...report.counts, ...(fault && { fault }) }) : report.lines().join('\n'));
  if (session.stop.aborted) throw new Complaint('stopped: the same command goes on from here');
  if (fault !== undefined) throw new Complaint(`${source}: ${fault}`);
  if (report.settled === 0) throw new Complaint(`${source}: there is no article in it`);
}

async function open(path: string, { name, ...options }: SourceOptions & { name: string }): Promise<Source> {
  try {
    return await openSource(path, options);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    };
    throw new Complaint(`${name}: ${(code && known[code]) ?? message}`, { cause });
  }
}

function reportIn(file: string | undefined): ImportReport {
  try {
    return new ImportReport(file);
  } catch (cause) {
    throw new Complaint(`${file} cannot be written`, { cause });
  }
}

interface Read {
  readonly session: Session;
  readonly language: string;
  readonly report: ImportReport;
  readonly keepUrls: boolean;
}

/** Reads it all, and sends it; gives what was wrong with the source as a whole, which is found out on the way. */
async function read(source: Source, { session, language, report, keepUrls }: Read): Promise<string | undefined> {
  const { publication, stop } = session;
  const begun = performance.now();
  const progress = showProgress(process.stderr, () => ({
    part: source.bytes === 0 ? 0 : source.read() / source.bytes,
    count: report.settled,
    seconds: (performance.now() - begun) / 1_000,
  }));
  const circumstances = { now: instant(new Date()), keepUrls, language };
  try {
    await importArticles(source.readings(), { publication, desk: articleDesk(session), circumstances, report, stop });
    return undefined;
  } catch (error) {
    if (error instanceof SourceFault) return error.message;
    report.close(error instanceof Complaint ? error.message : undefined);
    throw error;
  } finally {
    progress.end();
  }
}
