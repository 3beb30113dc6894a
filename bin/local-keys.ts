import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '#lib/local/state-files.ts';
import { createOperatorKey } from '#lib/runtime/operator.ts';

/** The keys of a local instance. They open nothing but this machine's own data, so they lie beside it. */
export interface LocalKeys {
  readonly operator: string;
  /** Of the demonstration publication, where there is one. */
  readonly publisher?: string;
}

const fileIn = (data: string): string => join(data, 'keys.json');

export async function operatorKey(data: string, place: { endpoint: string; table: string }): Promise<LocalKeys> {
  if (existsSync(fileIn(data))) return JSON.parse(readFileSync(fileIn(data), 'utf8'));
  const { text } = await createOperatorKey({ ...place, name: 'local start', keyMode: 'test' });
  return keepKeys(data, { operator: text });
}

export function keepKeys(data: string, keys: LocalKeys): LocalKeys {
  replaceFile(fileIn(data), JSON.stringify(keys), { durable: true });
  return keys;
}
