import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { HttpAnswer } from './http-event.ts';

/** A folder whose files anybody may get, as a bucket with a website would give them. */
export interface Folder {
  readonly folder: string;
  /** What stands before their names: `/pictures/`. */
  readonly path: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml' };

/** The answers to all paths of a folder. They are read once: a path that is none of them leads nowhere. */
export function filesIn({ folder, path }: Folder): ReadonlyMap<string, HttpAnswer> {
  return new Map(
    readdirSync(folder).map((name) => {
      const type = MEDIA_TYPES[extname(name)];
      if (!type) throw new Error(`the local cloud gives no file of the kind of '${name}'`);
      const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
      return [`${path}${name}`, { status: 200, headers, body: readFileSync(join(folder, name)) }];
    }),
  );
}
