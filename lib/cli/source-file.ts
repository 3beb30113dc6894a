import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Complaint } from './complaint.ts';

export interface SourceFile extends AsyncDisposable {
  readonly path: string;
  /** Of the HTTP answer that it came with. */
  readonly charset?: string;
}

const MOST = 2 * 1024 ** 3;

export const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

/** A source from the web as a file of its own, for as long as it is needed: it is read more than once. */
export async function downloaded(address: string, stop: AbortSignal): Promise<SourceFile> {
  const folder = await mkdtemp(join(tmpdir(), 'bulletin-import-'));
  const path = join(folder, 'source');
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const response = await answered(address, stop);
    if (response.body) await pipeline(Readable.fromWeb(response.body), atMost(MOST), createWriteStream(path));
    const [, charset] = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(response.headers.get('content-type') ?? '') ?? [];
    return { path, ...(charset !== undefined && { charset }), [Symbol.asyncDispose]: dispose };
  } catch (cause) {
    await dispose();
    throw cause instanceof Complaint ? cause : new Complaint(`${address} cannot be fetched`, { cause });
  }
}

async function answered(address: string, stop: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal: stop, headers: { 'user-agent': 'Bulletin (import)' } });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new Complaint(`${address} answers ${response.status}`);
}

const atMost = (bytes: number) =>
  async function* (chunks: AsyncIterable<Uint8Array>) {
    let read = 0;
    for await (const chunk of chunks) {
      read += chunk.length;
      if (read > bytes) throw new Complaint(`it is larger than ${bytes / 1024 ** 3} GB`);
      yield chunk;
    }
  };
