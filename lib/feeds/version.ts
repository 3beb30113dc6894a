import { createHash } from 'node:crypto';
import type { Publication } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { RENDERER } from './edition.ts';

/**
 * A version of a feed: as long as it is current, the feed has not changed. It says up to which event of the log the feed is
 * known to be complete.
 */
export interface FeedVersion {
  readonly sequence: Sequence;
  readonly digest: string;
}

interface Versioned {
  readonly publication: Publication;
  readonly publicUrl: string;
  /** Of the lists that the feed is made of. One that is not there has not changed since it was not. */
  readonly heads: readonly { readonly name: string; readonly rev: number; readonly sequence: Sequence }[];
}

/** Everything that decides what a feed looks like: the renderer, what feeds show of the publication, and its lists. */
export function feedVersion({ publication, publicUrl, heads }: Versioned): FeedVersion {
  const parts = [RENDERER, publicUrl, shownOf(publication), heads.map(({ name, rev }) => [name, rev])];
  return {
    sequence: Math.max(0, ...heads.map(({ sequence }) => sequence)),
    digest: hashOf(JSON.stringify(parts)).slice(0, 16),
  };
}

/** What feeds show of a publication, and nothing else: a change to anything else changes no feed. */
function shownOf({ links, revision, createdAt, modifiedAt, ...shown }: Publication) {
  return Object.entries(shown).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

const hashOf = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** A hash of a body's bytes, as entity tags hold it. */
export const bodyHash = (body: string | Uint8Array): string => hashOf(body).slice(0, 24);

/** The strong entity tag of a feed in its identity coding, quoted: its version, and the hash of its bytes (RFC 9110 §8.8.3). */
export const feedTag = ({ sequence, digest }: FeedVersion, hash: string): string =>
  `"${sequence.toString(36)}.${digest}-${hash}"`;

/** An entity tag of ours, taken apart. */
export interface KnownTag extends FeedVersion {
  readonly hash: string;
}

const TAG = /^(?:W\/)?"([0-9a-z]{1,10})\.([0-9a-f]{16})-([0-9a-f]{24})(?:-(?:br|gzip))?"$/;

/** Reads an entity tag in any coding, also in its weak form; nothing when it is not one of ours. */
export function feedTagIn(tag: string): KnownTag | undefined {
  const [, sequence, digest, hash] = TAG.exec(tag) ?? [];
  return sequence && digest && hash ? { sequence: Number.parseInt(sequence, 36), digest, hash } : undefined;
}

export const isSameVersion = (one: FeedVersion, other: FeedVersion): boolean =>
  one.sequence === other.sequence && one.digest === other.digest;
