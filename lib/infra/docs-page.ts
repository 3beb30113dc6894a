import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { openApiDocument } from '#lib/api/document.ts';
import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import { schemaOf } from '#lib/events/schemas.ts';
import { packFile } from './pack-file.ts';

const require = createRequire(import.meta.url);

const FILES = [
  'lib/docs/index.html',
  'lib/docs/page.css',
  'lib/docs/page.js',
  require.resolve('swagger-ui-dist/swagger-ui.css'),
  require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  require.resolve('swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt'),
];

/** All that the API says of itself. */
export function packDocs(into: string): void {
  for (const file of FILES) packFile(into, { name: basename(file), bytes: readFileSync(file) });
  packFile(into, { name: 'openapi.json', bytes: JSON.stringify(openApiDocument()) });
  for (const type of EVENT_TYPES) packFile(into, { name: `${type}.schema`, bytes: JSON.stringify(schemaOf(type)) });
}
