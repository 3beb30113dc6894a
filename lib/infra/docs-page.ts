import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { asyncApiDocument } from '#lib/api/async-document.ts';
import { openApiDocument } from '#lib/api/document.ts';
import { eventsPage } from '#lib/docs/events-page.ts';
import { EVENT_TYPES, type EventType } from '#lib/events/catalogue.ts';
import { schemaOf } from '#lib/events/schemas.ts';
import { packFile } from './pack-file.ts';

const require = createRequire(import.meta.url);

const FILES = [
  'lib/docs/index.html',
  'lib/docs/page.css',
  'lib/docs/events.css',
  'lib/docs/page.js',
  require.resolve('swagger-ui-dist/swagger-ui.css'),
  require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  require.resolve('swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt'),
];

const exampleOf = (name: EventType | 'sealed'): object =>
  JSON.parse(readFileSync(`examples/events/${name}.json`, 'utf8'));

/** All that the API says of itself. */
export function packDocs(into: string): void {
  for (const file of FILES) packFile(into, { name: basename(file), bytes: readFileSync(file) });
  packFile(into, { name: 'openapi.json', bytes: JSON.stringify(openApiDocument()) });
  const events = asyncApiDocument([...EVENT_TYPES, 'sealed' as const].map(exampleOf));
  packFile(into, { name: 'asyncapi.json', bytes: JSON.stringify(events) });
  packFile(into, { name: 'events.html', bytes: eventsPage(events) });
  for (const type of EVENT_TYPES) packFile(into, { name: `${type}.schema`, bytes: JSON.stringify(schemaOf(type)) });
}
