import { codedTag, notModified, preferredCoding, type Validators } from '#lib/http/conditional.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { CodedBody } from './coded-body.ts';

/** A document as it is told of. */
export interface Told {
  /** In the identity coding. */
  readonly etag: string;
  readonly lastModified?: string | undefined;
  readonly contentType: string;
  /** Besides those that every document has. */
  readonly headers: Readonly<Record<string, string>>;
}

const headersOf = ({ lastModified, contentType, headers }: Told, etag: string): Record<string, string> => ({
  etag,
  ...(lastModified !== undefined && { 'last-modified': new Date(lastModified).toUTCString() }),
  vary: 'Accept-Encoding',
  'content-type': contentType,
  ...headers,
});

/** What a 304 carries as a 200 would (RFC 9110 §15.4.5), with the tag that the client has. */
export const unchanged = (told: Told, etag: string): ApiResponse => ({ status: 304, headers: headersOf(told, etag) });

/** Answers a GET or HEAD: with 304 where its conditions allow it, otherwise with the body in the coding that the client prefers. */
export async function answerWith(
  body: CodedBody,
  { request, told }: { request: ApiRequest; told: Told },
): Promise<ApiResponse> {
  const coding = preferredCoding(request.header('accept-encoding'));
  const etag = codedTag(told.etag, coding);
  const validators: Validators = { etag: told.etag, ...(told.lastModified && { lastModified: told.lastModified }) };
  if (notModified(request, validators)) return unchanged(told, etag);
  const headers = { ...headersOf(told, etag), ...(coding !== 'identity' && { 'content-encoding': coding }) };
  if (request.method === 'HEAD') return { status: 200, headers };
  return { status: 200, headers, body: await body.in(coding) };
}
