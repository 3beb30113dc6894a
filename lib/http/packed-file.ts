import { brotliDecompressSync } from 'node:zlib';
import { codedTag, notModified, preferredCoding } from './conditional.ts';
import type { ApiRequest, ApiResponse } from './request.ts';

/** A file as it was packed when the function was built. */
export interface PackedFile {
  readonly type: string;
  readonly etag: string;
  /** In brotli. */
  readonly bytes: Uint8Array;
}

interface Serving {
  readonly request: ApiRequest;
  /** Besides those that say what the file is. */
  readonly headers: Readonly<Record<string, string>>;
}

export function servePacked({ type, etag, bytes }: PackedFile, { request, headers: besides }: Serving): ApiResponse {
  const coding = preferredCoding(request.header('accept-encoding')) === 'br' ? 'br' : 'identity';
  const headers = { ...besides, vary: 'Accept-Encoding', etag: codedTag(etag, coding), 'content-type': type };
  if (notModified(request, { etag })) return { status: 304, headers };
  const described = { ...headers, ...(coding === 'br' && { 'content-encoding': coding }) };
  if (request.method === 'HEAD') return { status: 200, headers: described };
  return { status: 200, headers: described, body: coding === 'br' ? bytes : brotliDecompressSync(bytes) };
}
