import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { PackedFile } from '#lib/http/packed-file.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.schema': 'application/schema+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** The files that were packed into a folder beside the function, by the names that they had before. Lambda says where it is. */
export function packedFiles(
  { LAMBDA_TASK_ROOT = '.' }: NodeJS.ProcessEnv,
  name: string,
): ReadonlyMap<string, PackedFile> {
  const folder = join(LAMBDA_TASK_ROOT, name);
  return new Map(
    readdirSync(folder).map((packed) => {
      const name = packed.replace(/\.br$/, '');
      const bytes = readFileSync(join(folder, packed));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      return [name, { type: TYPES[extname(name)] ?? 'application/octet-stream', etag, bytes }];
    }),
  );
}
