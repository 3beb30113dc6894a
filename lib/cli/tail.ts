import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { Refusal } from '#lib/client/refusal.ts';
import { Complaint } from './complaint.ts';
import { eventsAfter, type LogEvent, lastSequence } from './event-log.ts';
import { type Session, sessionOf } from './session.ts';

interface Options {
  readonly after?: string;
  readonly type?: string[];
  readonly json?: true;
}

const AWAY_MS = 1_000;

export const tail = () =>
  new Command('tail')
    .description('Prints the events of a publication as they come, until Ctrl-C.')
    .option('--after <sequence>', 'begin after this one; 0 prints all there ever were (from now on when left out)')
    .option('--type <type...>', 'only events of these types, such as published')
    .option('--json', 'print each event as a line of JSON')
    .action(tailLog);

async function tailLog(options: Options, command: Command): Promise<void> {
  const { after } = options;
  if (after !== undefined && !/^\d{1,12}$/.test(after))
    throw new Complaint(`'${after}' is no sequence: it is 0 or greater`, { exitCode: 2 });
  const session = sessionOf(command, { attempts: 1 });
  let position = after === undefined ? await lastSequence(session) : Number(after);
  console.error(`listening to ${session.publication}, after event ${position}`);
  while (!session.stop.aborted) {
    for (const event of await patiently(session, () => eventsAfter(session, position))) {
      position = Number(event.sequence);
      if (isWanted(event, options)) console.log(options.json ? JSON.stringify(event) : lineOf(event));
    }
  }
}

/** Events, or none after a moment while the server is away: the log will still be there. */
async function patiently({ stop }: Session, read: () => Promise<readonly LogEvent[]>): Promise<readonly LogEvent[]> {
  try {
    return await read();
  } catch (error) {
    if (!stop.aborted && !isAway(error)) throw error;
    await pause(AWAY_MS, undefined, { signal: stop }).catch(() => undefined);
    return [];
  }
}

/** Nothing answers, or something else in its place, as gateways do whose server is not there yet. */
const isAway = (error: unknown): boolean =>
  error instanceof Refusal
    ? error.code === undefined || error.status >= 500 || error.status === 429
    : error instanceof Complaint;

/** `published`, `article.published` and the whole type all name it. */
const isWanted = ({ type }: LogEvent, { type: wanted }: Options): boolean =>
  wanted === undefined || wanted.some((name) => `.${type}.`.includes(`.${name}.`) || type === name);

function lineOf(event: LogEvent): string {
  const { sequence, time, type } = event;
  const about = 'sealed' in event ? ['sealed'] : [event.subject, titleIn(event.data)];
  return [String(Number(sequence)), time, type, ...about].join('  ').trimEnd();
}

const titleIn = (data: object | undefined): string => {
  const { title = '' }: { title?: string } = data ?? {};
  return title.replace(/\s+/gu, ' ');
};
