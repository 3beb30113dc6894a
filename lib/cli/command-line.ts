import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { complaintOf } from './complaint-of.ts';
import { exportTo } from './export.ts';
import { importFrom } from './import.ts';
import { keys } from './keys.ts';
import { publish } from './publish.ts';
import { tail } from './tail.ts';

const WRONG_USAGE = 2;

/** Carries out a command line; the exit code is 0, 1 where something could not be done, 2 where the line is wrong. */
export async function commandLine(args: readonly string[]): Promise<number> {
  // Little stays of what streams by: without this, the heap grows to several times of what is alive in it.
  setFlagsFromString('--optimize-for-size');
  // Who reads may have seen enough, as `head` does.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  try {
    await program().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    const { message, details, exitCode } = complaintOf(error);
    console.error([`bulletin: ${message}`, ...details].join('\n'));
    return exitCode;
  }
}

function program(): Command {
  const bulletin = new Command('bulletin')
    .description('Publishes to Bulletin, and moves publications in and out of it.')
    .option('--url <address>', 'where Bulletin is (BULLETIN_URL, or else the local start)')
    .option('--key <key>', 'a key of the publication, or an operator’s (BULLETIN_KEY, or else the local start’s)')
    .option('--publication <id>', 'which publication (BULLETIN_PUBLICATION, or else the local demonstration)')
    .showHelpAfterError('(--help lists what there is)');
  for (const command of [publish(), importFrom(), exportTo(), keys(), tail()]) bulletin.addCommand(command);
  for (const command of everyCommand(bulletin)) command.exitOverride().showSuggestionAfterError();
  return bulletin;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((one) => everyCommand(one as Command))];
}
