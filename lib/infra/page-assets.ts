import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFile } from './pack-file.ts';

const ASSETS = 'lib/pages/assets';

/** What pages and feeds are dressed with. */
export function packAssets(into: string): void {
  for (const name of readdirSync(ASSETS)) packFile(into, { name, bytes: readFileSync(join(ASSETS, name)) });
}
