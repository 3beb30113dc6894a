import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { exportedLine } from './bulletin-export.ts';
import { decode, type Encoding, encodingOf } from './encoding.ts';
import { readJsonFeed } from './json-feed.ts';
import { linesOf } from './lines.ts';
import type { Reading } from './source-entry.ts';
import { SourceFault } from './source-fault.ts';
import { formatOf, refuseBinary, type SourceFormat } from './source-format.ts';
import { splitFeed } from './split-feed.ts';
import { wordpressEntry } from './wordpress.ts';
import { wordpressSite } from './wordpress-site.ts';
import { type Frame, frameOf, xmlEntry } from './xml-feed.ts';

const START = 64 * 1024;
const MOST_JSON = 64 * 1024 * 1024;

export interface Source {
  readonly format: SourceFormat;
  readonly bytes: number;
  /** How many of the bytes have been read. */
  readonly read: () => number;
  readonly readings: () => AsyncGenerator<Reading>;
}

interface Reader {
  readonly text: () => AsyncGenerator<string>;
  readonly pages: boolean;
}

export interface SourceOptions {
  readonly encoding?: string;
  /** Of the HTTP answer that it came with. */
  readonly charset?: string;
  /** Whether the pages of a WordPress export are wanted, too. */
  readonly pages?: boolean;
}

/** A file of articles, whatever its format, read as it streams by; or in words what is wrong with it. */
export async function openSource(file: string, options: SourceOptions = {}): Promise<Source> {
  const { size } = await stat(file);
  const start = await startOf(file);
  refuseBinary(start);
  const encoding = encodingOf(start, {
    ...(options.encoding !== undefined && { said: options.encoding }),
    ...(options.charset !== undefined && { charset: options.charset }),
  });
  const format = formatOf(new TextDecoder(encoding.name).decode(start));
  if (format === 'json' && size > MOST_JSON)
    throw new SourceFault(`it has ${Math.round(size / 1024 / 1024)} MB, and JSON Feeds of up to 64 MB are read`);
  await checkEncoding(file, encoding);
  let stream: ReturnType<typeof createReadStream> | undefined;
  const text = () => {
    stream = createReadStream(file);
    return decode(stream, encoding);
  };
  const readings = () => READERS[format]({ text, pages: options.pages ?? false });
  return { format, bytes: size, read: () => stream?.bytesRead ?? 0, readings };
}

async function startOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START), 0, START, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Before anything is sent: half of an import in the wrong letters is worse than none. */
async function checkEncoding(file: string, encoding: Encoding): Promise<void> {
  if (encoding.lenient) return;
  for await (const _ of decode(createReadStream(file), encoding));
}

const READERS: Record<SourceFormat, (reader: Reader) => AsyncGenerator<Reading>> = {
  feed: feedReadings,
  wordpress: wordpressReadings,
  json: jsonReadings,
  bulletin: exportReadings,
};

async function* feedReadings({ text }: Reader): AsyncGenerator<Reading> {
  let frame: Frame | undefined;
  for await (const part of splitFeed(text())) {
    if (part.kind === 'head') frame = frameOf(part.text);
    if (part.kind === 'too-large') yield TOO_LARGE;
    if (part.kind === 'tail') refuseCutOff(part.text);
    if (part.kind !== 'entry' || !frame) continue;
    const reading = xmlEntry(part.text, frame);
    yield reading.kind === 'entry' ? { ...reading, language: reading.language ?? frame.language } : reading;
  }
}

async function* wordpressReadings({ text, pages }: Reader): AsyncGenerator<Reading> {
  const site = { ...(await wordpressSite(splitFeed(text()))), pages };
  for await (const part of splitFeed(text())) {
    if (part.kind === 'too-large') yield TOO_LARGE;
    if (part.kind === 'tail') refuseCutOff(part.text);
    const reading = part.kind === 'entry' ? wordpressEntry(part.text, site) : undefined;
    if (reading) yield reading;
  }
}

async function* jsonReadings({ text }: Reader): AsyncGenerator<Reading> {
  const pieces: string[] = [];
  for await (const piece of text()) pieces.push(piece);
  const { language, entries } = readJsonFeed(pieces.join('').replace(/^\uFEFF/, ''));
  for (const entry of entries) yield { ...entry, language: entry.language ?? language };
}

async function* exportReadings({ text }: Reader): AsyncGenerator<Reading> {
  const authors = new Set<string>();
  for await (const line of linesOf(text())) {
    const reading = 'tooLong' in line ? TOO_LARGE : exportedLine(line.text, authors);
    if (reading) yield reading;
  }
}

const TOO_LARGE: Reading = { kind: 'skipped', reason: 'it is larger than 8 MB' };

function refuseCutOff(tail: string): void {
  if (!/<\/(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>/i.test(tail))
    throw new SourceFault('the file does not end as it began: it was cut off');
}
