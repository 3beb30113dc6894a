import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import zlib from 'node:zlib';
import type { Rendering } from './rendering.ts';

// A process of its own: loads the bundle of a function, and answers each message with how long a first answer took.
const [bundle = '', publication = ''] = process.argv.slice(2);

/** Longer than the function remembers a feed's state. */
const FORGOTTEN_MS = 400;

let [lastRead, compression] = [0, 0];
subscribe('http.client.response.finish', () => {
  lastRead = performance.now();
});

type Compress = (bytes: Uint8Array, options: object, done: (error: Error | null, result: Buffer) => void) => void;
const compress = zlib.brotliCompress as Compress;
const timed: Compress = (bytes, options, done) => {
  const start = performance.now();
  compress(bytes, options, (error, result) => {
    compression = performance.now() - start;
    done(error, result);
  });
};
Object.assign(zlib, { brotliCompress: timed });

const { handler } = createRequire(import.meta.url)(bundle) as {
  handler: (event: object, context: object) => Promise<{ statusCode: number; body: string }>;
};
const path = `/${publication}/rss.xml`;
const event = {
  ...{
    version: '2.0',
    routeKey: 'GET /{publication}/{document}',
    rawPath: path,
    rawQueryString: '',
    isBase64Encoded: false,
  },
  pathParameters: { publication, document: 'rss.xml' },
  headers: { 'accept-encoding': 'br', host: 'news.example' },
  requestContext: { http: { method: 'GET', path, sourceIp: '127.0.0.1' }, requestId: 'bench', stage: '$default' },
};

process.on('message', async () => {
  await pause(FORGOTTEN_MS);
  compression = 0;
  const start = performance.now();
  const { statusCode, body } = await handler(event, { getRemainingTimeInMillis: () => 10_000 });
  const all = performance.now() - start;
  if (statusCode !== 200 || compression === 0) throw new Error(`answered ${statusCode}, or not rendered: ${body}`);
  const bytes = Buffer.from(body, 'base64');
  const identity = zlib.brotliDecompressSync(bytes).length;
  const rendering: Rendering = { all, reads: lastRead - start, compression, bytes: bytes.length, identity };
  process.send?.(rendering);
});
