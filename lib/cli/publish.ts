import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { Failure } from '#lib/domain/failure.ts';
import { parse } from '#lib/http/issues.ts';
import type { Submission } from '#lib/import/draft-from.ts';
import { readArticleFile } from '#lib/import/front-matter.ts';
import { momentOf } from '#lib/import/moment.ts';
import { articleDesk, type Placed } from './article-desk.ts';
import { Complaint } from './complaint.ts';
import { complaintOf, issueLine } from './complaint-of.ts';
import { saveArticle } from './save-article.ts';
import { type Session, sessionOf } from './session.ts';

interface Options {
  readonly draft?: true;
  readonly at?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

interface Published {
  readonly outcome: string;
  readonly placed: Placed;
}

const TYPES: Record<string, 'html' | 'markdown'> = {
  ...{ '.md': 'markdown', '.markdown': 'markdown', '.html': 'html', '.htm': 'html' },
};

export const publish = () =>
  new Command('publish')
    .description('Publishes articles from files: fields in YAML between two lines of ---, Markdown or HTML below.')
    .argument('<article...>', 'files that end in .md or .html')
    .option('--draft', 'keep it to the editors')
    .option('--at <time>', 'publish it then, such as 2026-12-24T08:00:00+01:00')
    .option('--dry-run', 'say what is wrong with the files, and send nothing')
    .option('--json', 'print one line of JSON for each article')
    .action(publishFiles);

async function publishFiles(files: string[], options: Options, command: Command): Promise<void> {
  if (options.draft && options.at !== undefined)
    throw new Complaint('--draft and --at exclude each other', { exitCode: 2 });
  const status = statusFrom(options);
  const session = options.dryRun ? undefined : sessionOf(command);
  for (const file of files) {
    try {
      const draft = await draftIn(file, status);
      if (session) tell(await sent(draft, session), options);
      else console.log(options.json ? JSON.stringify(draft) : `${file} can be published`);
    } catch (error) {
      const { message, details } = complaintOf(error);
      if (files.length === 1) throw new Complaint(`${file}: ${message}`, { details, cause: error });
      process.exitCode = 1;
      console.error([`${file}: ${message}`, ...details].join('\n'));
    }
  }
}

function statusFrom({ draft, at }: Options): object {
  if (draft) return { status: 'draft' };
  if (at === undefined) return {};
  const publishAt = momentOf(at);
  if (!publishAt) throw new Complaint(`'${at}' is no time such as 2026-12-24T08:00:00+01:00`, { exitCode: 2 });
  return { status: 'scheduled', publishAt };
}

async function draftIn(file: string, status: object): Promise<ArticleDraft> {
  const type = TYPES[extname(file).toLowerCase()];
  if (!type) throw new Complaint(`articles are in files that end in .md or .html`);
  try {
    return parse(ArticleDraft, { ...readArticleFile(await readFile(file, 'utf8'), type), ...status });
  } catch (error) {
    const details = error instanceof Failure ? error.issues.map(issueLine) : [];
    throw new Complaint(reasonOf(error), { details, cause: error });
  }
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'there is no such file' : message;
};

/** Under an external id it is created or changed; without one, the same article is not made twice within a day. */
async function sent(draft: ArticleDraft, session: Session): Promise<Published> {
  const desk = articleDesk(session);
  if (draft.externalId === undefined) {
    const { publication } = session;
    const idempotencyKey = createHash('sha256').update(JSON.stringify({ publication, draft })).digest('hex');
    return { outcome: 'created', placed: await desk.add(draft, { idempotencyKey }) };
  }
  const saved = await saveArticle(draft as Submission, desk);
  if (saved.outcome === 'skipped') throw new Complaint(saved.reason);
  return { outcome: saved.outcome, placed: { ...saved.placed, warnings: [...saved.notes, ...saved.placed.warnings] } };
}

function tell({ outcome, placed: { id, url, warnings } }: Published, { json }: Options): void {
  console.log(json ? JSON.stringify({ outcome, id, url, warnings }) : `${outcome}  ${url}  ${id}`);
  if (!json) for (const warning of warnings) console.error(`  ${warning}`);
}
