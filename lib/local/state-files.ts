import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Any of these says that a folder is one of ours. */
const OURS = new Set(['runner.pid', 'dynamodb.sqlite', 'keys.json']);

/** Makes a folder of state, or takes an earlier one and closes to others what it left open. */
export function openStateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder);
  if (names.length > 0 && !names.some((name) => OURS.has(name)))
    throw new Error(`'${folder}' holds other files: choose an empty folder, or that of an earlier start`);
  closeToOthers(folder);
}

function closeToOthers(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  if ((stats.mode & 0o077) !== 0) chmodSync(path, stats.mode & 0o700);
  if (stats.isDirectory()) for (const name of readdirSync(path)) closeToOthers(join(path, name));
}

/**
 * Writes a file beside the old one and renames it: whoever reads it finds the old one or the new one, whole, also after a
 * crash of its writer; with `durable`, also after a power cut.
 */
export function replaceFile(file: string, data: string | Uint8Array, { durable = false } = {}): void {
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  writeFileSync(beside, data, { mode: 0o600, flag: 'wx', flush: durable });
  renameSync(beside, file);
  if (durable) flush(dirname(file));
}

/** A new name lasts once its folder is written. */
function flush(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
