import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each room may import, beside its own files and the language's types. A room named here stands for all of its files. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'lib/domain': ['zod', 'node:crypto', 'node:util', 'node:zlib'],
  'lib/content': ['lib/domain', 'sanitize-html', 'markdown-it', 'htmlparser2'],
  'lib/events': ['lib/domain', 'zod'],
  'lib/feeds': ['lib/domain', 'lib/content', 'feed', 'saxes', 'node:crypto', 'node:zlib', 'node:util'],
  'lib/pages': ['lib/domain', 'lib/content', 'lib/feeds', 'hono/html', 'saxes', 'mdast', 'mdast-util-to-markdown'],
  'lib/usecases': ['lib/domain', 'lib/content', 'lib/events', 'lib/feeds', 'lib/pages', 'node:util'],
  'lib/storage': [
    'lib/domain',
    'lib/events',
    'lib/usecases/ports',
    'lib/usecases/feed-ports',
    'lib/usecases/rebuild-index',
    'lib/usecases/endpoint-ports',
    'lib/usecases/hub-ports',
    'zod',
    '@aws-sdk/client-dynamodb',
    'node:crypto',
    'node:zlib',
    'node:util',
  ],
  'lib/api': ['lib/domain', 'lib/events', 'lib/http/routes', 'zod'],
  'lib/client': ['lib/api', 'lib/http/routes', 'openapi-fetch', 'zod', 'node:timers/promises'],
  'lib/consumer': [],
  'lib/docs': ['lib/api'],
  'lib/http': [
    'lib/api',
    'lib/domain',
    'lib/events',
    'lib/usecases',
    'lib/feeds',
    'lib/pages/page',
    'zod',
    '@middy/core',
    'aws-lambda',
    'node:crypto',
    'node:zlib',
    'node:util',
  ],
  'lib/messaging': [
    'lib/domain',
    'lib/events',
    'lib/usecases',
    'zod',
    '@aws-sdk/client-sns',
    '@aws-sdk/client-sqs',
    'aws-lambda',
  ],
  'lib/outbound': ['lib/usecases/delivery-ports', 'ipaddr.js', 'node:'],
  'lib/secrets': ['lib/domain', 'lib/usecases', '@aws-sdk/client-kms'],
  'lib/import': ['lib/domain', 'lib/content', 'zod', 'feedsmith', 'saxes', 'yaml', 'node:fs', 'node:crypto'],
  'lib/cli': [
    'lib/domain',
    'lib/api/problem',
    'lib/api/queries',
    'lib/client',
    'lib/import',
    'lib/http/issues',
    'zod',
    'commander',
    'node:',
  ],
  'lib/runtime': ['lib', 'zod', 'ulid', '@aws-sdk/', 'node:'],
  'lib/infra': [
    'lib/storage/table',
    'lib/http/routes',
    'lib/http/cors',
    'lib/events',
    'lib/api/document',
    'lib/api/async-document',
    'lib/docs',
    'aws-cdk-lib',
    'constructs',
    'esbuild',
    'node:',
  ],
  'lib/local': ['fauxqs', 'node:'],
  functions: ['lib/http', 'lib/messaging', 'lib/usecases', 'lib/domain', 'lib/runtime'],
  bin: ['lib', 'aws-cdk-lib', 'cdk-nag', 'examples', '@aws-sdk/', 'node:'],
};

const room = (file: string) =>
  Object.keys(MAY_IMPORT)
    .filter((name) => file.startsWith(`${name}/`))
    .at(-1);

/** `#lib/domain/x.ts` and `./x.ts` as `lib/domain/x`; a package as itself. */
function target(specifier: string, file: string): string {
  if (specifier.startsWith('./')) return `${dirname(file)}${specifier.slice(1)}`;
  return specifier.replace(/^#(lib|examples)\//, '$1/').replace(/\.ts$/, '');
}

const allows = (allowed: string, imported: string) =>
  imported === allowed || imported.startsWith(allowed.endsWith(':') || allowed.endsWith('/') ? allowed : `${allowed}/`);

const files = globSync(['lib/**/*.ts', 'functions/**/*.ts', 'bin/**/*.ts']).sort();

describe('every file imports only what its room may', () => {
  it.each(files)('%s', (file) => {
    const home = room(file);
    expect(home, `${file} is in no room`).toBeDefined();
    const source = readFileSync(file, 'utf8');
    const specifiers = [...source.matchAll(/(?:\bfrom|(?<!')\bimport)\s*\(?\s*'([^']+)'/g)].map(
      ([, specifier = '']) => specifier,
    );
    const forbidden = specifiers.filter((specifier) => {
      const imported = target(specifier, file);
      const allowed = [home ?? '', ...(MAY_IMPORT[home ?? ''] ?? [])];
      return specifier.startsWith('../') || !allowed.some((one) => allows(one, imported));
    });
    expect(forbidden).toEqual([]);
  });
});

describe('no file does more than one thing', () => {
  it.each(files)('%s has at most 300 lines', (file) => {
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(300);
  });

  it.each(files)('%s has no barrel’s or drawer’s name', (file) => {
    expect(file).not.toMatch(/(?:^|\/)(?:index|utils?|helpers?|common|shared)(?:\/|\.ts$)/);
  });
});
