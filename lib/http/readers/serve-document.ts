import { brotliDecompressSync } from 'node:zlib';
import { editionOf } from '#lib/feeds/edition.ts';
import { type Coding, codedTag, notModified, preferredCoding } from '#lib/http/conditional.ts';
import { Recent } from '#lib/http/recent.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { Clock } from '#lib/usecases/ports.ts';
import type {
  DocumentKey,
  Documents,
  DocumentValidators,
  StoredBody,
  StoredCoding,
  StoredDocument,
} from '#lib/usecases/reader-ports.ts';

export interface DocumentServerDeps {
  readonly clock: Clock;
  readonly documents: Pick<Documents, 'validators' | 'body'>;
  readonly publicUrl: string;
}

/** A document as it is asked for and told of. */
export interface Asked<Key extends DocumentKey> {
  readonly key: Key;
  /** Its own address. */
  readonly url: string;
  readonly contentType: string;
  /** Besides those that every document has. */
  readonly headers: Readonly<Record<string, string>>;
  /** Renders it when it is not stored, or not as this edition renders it, or has grown old. */
  readonly open: (key: Key) => Promise<StoredDocument>;
}

/** Half a second: shorter than anybody polls, long enough that a crowd costs as much as one. */
const RECENT = { ms: 500, most: 64 };

/** Answers polls: 304 from the validators alone, 200 from the stored bytes. */
export function documentServer({ clock, documents, publicUrl }: DocumentServerDeps) {
  const edition = editionOf(publicUrl);
  const validators = new Recent<DocumentValidators>(RECENT);
  const bodies = new Recent<StoredBody>(RECENT);

  const isGood = (stored: DocumentValidators) =>
    stored.edition === edition && (stored.freshUntil === undefined || clock.now() < stored.freshUntil);
  const keep = (url: string, { coding, body }: { coding: StoredCoding; body: StoredBody }): StoredBody => {
    validators.keep(url, body);
    return bodies.keep(`${url} ${coding}`, body);
  };
  const render = async <Key extends DocumentKey>({ key, url, open }: Asked<Key>): Promise<StoredDocument> => {
    const document = await open(key);
    for (const coding of ['br', 'gzip'] as const)
      keep(url, { coding, body: { ...document, bytes: document.bodies[coding] } });
    return document;
  };
  const validatorsOf = async <Key extends DocumentKey>(asked: Asked<Key>): Promise<DocumentValidators> => {
    const recent = validators.get(asked.url);
    if (recent) return recent;
    const stored = await documents.validators(asked.key);
    return stored && isGood(stored) ? validators.keep(asked.url, stored) : render(asked);
  };
  const bodyOf = async <Key extends DocumentKey>(asked: Asked<Key>, { etag, coding }: Wanted): Promise<StoredBody> => {
    const recent = bodies.get(`${asked.url} ${coding}`);
    if (recent?.etag === etag) return recent;
    const body = await documents.body(asked.key, coding);
    if (body && isGood(body)) return keep(asked.url, { coding, body });
    const document = await render(asked);
    return { ...document, bytes: document.bodies[coding] };
  };

  return async <Key extends DocumentKey>(request: ApiRequest, asked: Asked<Key>): Promise<ApiResponse> => {
    const coding = preferredCoding(request.header('accept-encoding'));
    const current = await validatorsOf(asked);
    if (notModified(request, current)) return { status: 304, headers: headersOf(current, { asked, coding }) };
    const plain = coding === 'identity';
    const stored = await bodyOf(asked, { etag: current.etag, coding: plain ? 'br' : coding });
    const described = { ...headersOf(stored, { asked, coding }), 'content-type': asked.contentType };
    const headers = plain ? described : { ...described, 'content-encoding': coding };
    if (request.method === 'HEAD') return { status: 200, headers };
    return { status: 200, headers, body: plain ? brotliDecompressSync(stored.bytes) : stored.bytes };
  };
}

interface Wanted {
  readonly etag: string;
  readonly coding: StoredCoding;
}

/** What a 304 carries as a 200 would (RFC 9110 §15.4.5). */
function headersOf(
  { etag, lastModified }: DocumentValidators,
  { asked, coding }: { asked: { readonly headers: Readonly<Record<string, string>> }; coding: Coding },
) {
  return {
    etag: codedTag(etag, coding),
    'last-modified': new Date(lastModified).toUTCString(),
    vary: 'Accept-Encoding',
    ...asked.headers,
  };
}
