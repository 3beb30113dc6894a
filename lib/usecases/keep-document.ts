import type { Sequence } from '#lib/domain/sequence.ts';
import { compressFeed } from '#lib/feeds/compress-feed.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import type { Validators } from '#lib/feeds/validators.ts';
import { freshUntil } from './freshness.ts';
import type { Clock } from './ports.ts';
import type { DocumentKey, Documents, StoredDocument } from './reader-ports.ts';

export interface KeepDeps {
  readonly clock: Clock;
  readonly documents: Documents;
  readonly publicUrl: string;
}

interface Rendered extends Validators {
  readonly body: string;
  readonly sequence: Sequence;
}

/** Stores what was rendered, ready to be sent. */
export async function keepDocument(
  key: DocumentKey,
  { body, etag, lastModified, sequence }: Rendered,
  { clock, documents, publicUrl }: KeepDeps,
): Promise<StoredDocument> {
  const document = {
    ...{ etag, lastModified, sequence, edition: editionOf(publicUrl), bodies: await compressFeed(body) },
    ...freshUntil(key, clock.now()),
  };
  await documents.store(key, document);
  return document;
}
