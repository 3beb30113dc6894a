import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './dynoxide.ts';
import { replaceFile } from './state-files.ts';

/** Keeps two runners from the same state; gives what lets go of it. One that was killed holds nothing. */
export function lock(data: string): () => void {
  const file = join(data, 'runner.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && /local\.ts|start\.js/.test(commandLine(pid))) {
      throw new Error(
        `'${data}' is in use by the process ${pid}: end that one first, or choose another folder with --data`,
      );
    }
  }
  replaceFile(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
