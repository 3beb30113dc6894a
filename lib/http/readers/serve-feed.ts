import { archiveAt, LATEST_ARCHIVE } from '#lib/domain/archive.ts';
import { type FeedFormat, feedLinks, feedUrl } from '#lib/domain/feed.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { bodyHash, feedTag, feedTagIn, isSameVersion, type KnownTag } from '#lib/feeds/version.ts';
import { notModified, tagsIn } from '#lib/http/conditional.ts';
import { Recent } from '#lib/http/recent.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import { type CurrentFeed, type FeedStateDeps, readFeedState } from '#lib/usecases/feed-state.ts';
import { BodyMemory } from './body-memory.ts';
import { answerWith, type Told, unchanged } from './conditional-answer.ts';
import { deltaOf, takesDeltas } from './delta.ts';
import { feedAddressOf } from './feed-address.ts';
import { contentTypeFor, variation } from './feed-in-a-browser.ts';

interface Rendering {
  readonly current: CurrentFeed;
  readonly format: FeedFormat;
}

export interface FeedServerDeps extends FeedStateDeps {
  readonly render: (of: Rendering) => Promise<string>;
  /** Renders what has changed after an event; nothing when that is everything. */
  readonly renderDelta: (of: Rendering & { after: Sequence }) => Promise<string | undefined>;
}

/** A fraction of a second: shorter than anybody polls, long enough that a crowd costs as much as one. */
const STATES = { ms: 300, most: 1_000 };
const BODIES = { bytes: 32 * 1024 * 1024 };
/** Of composed feeds, and of what has changed: there are as many of them as readers can think of. */
const OTHER_BODIES = { bytes: 8 * 1024 * 1024 };
/** A moment is told only when nothing more can happen in it (RFC 9110 §8.8.2.2). */
const SETTLED_MS = 2_000;

/**
 * Serves feeds at their own addresses; any other way to say the same is redirected there for good. An unchanged feed is
 * answered from publication and heads alone; a changed one from memory, or rendered.
 */
export function feedServer({ render, renderDelta, ...deps }: FeedServerDeps) {
  const states = new Recent<CurrentFeed>(STATES);
  const bodies = new BodyMemory(BODIES);
  const others = new BodyMemory(OTHER_BODIES);

  const currentOf = async (
    { publication, subject: feed }: FeedKey,
    known: readonly KnownTag[],
  ): Promise<CurrentFeed> => {
    const name = `${publication} ${JSON.stringify(feed)}`;
    const read = (consistent: boolean) =>
      states.read(`${name} ${consistent}`, () => readFeedState({ publication, feed, consistent }, deps));
    const recent = states.get(`${name} false`) ?? (await read(false));
    // Whoever has seen something newer is not answered with something older.
    if (!known.some(({ sequence }) => sequence > recent.version.sequence)) return recent;
    return states.keep(`${name} false`, await read(true));
  };

  return async (request: ApiRequest): Promise<ApiResponse> => {
    const { key, canonical } = feedAddressOf(request);
    const { subject: feed, format } = key;
    const url = feedUrl(feed, { publicUrl: deps.publicUrl, ...key });
    if (!canonical) return { status: 308, headers: { location: url, 'cache-control': FEED_CACHE_CONTROL } };

    if (feed.kind === 'archive' && feed.name === LATEST_ARCHIVE) {
      const { latest } = await currentOf({ ...key, subject: { kind: 'publication' } }, []);
      const subject = { kind: 'archive', name: String(archiveAt(latest)) } as const;
      const location = feedUrl(subject, { publicUrl: deps.publicUrl, ...key });
      return { status: 307, headers: { location, 'cache-control': FEED_CACHE_CONTROL } };
    }

    const known = tagsIn(request.header('if-none-match') ?? '').flatMap((tag) => {
      const parsed = feedTagIn(tag);
      return parsed ? [{ ...parsed, tag }] : [];
    });
    const current = await currentOf(key, known);
    const lastModified = settled(current.changedAt, deps.clock.now());
    const told = (hash: string): Told => ({
      ...{ etag: feedTag(current.version, hash), lastModified, contentType: contentTypeFor(request, format) },
      headers: { 'cache-control': FEED_CACHE_CONTROL, link: feedLinks(url, deps.publicUrl), ...variation(format) },
    });
    const same = known.find((tag) => isSameVersion(tag, current.version));
    if (same) return unchanged(told(same.hash), same.tag.replace(/^W\//, ''));
    if (known.length === 0 && isUnmodified(request, lastModified)) {
      const { etag: _unknown, ...headers } = unchanged(told(''), '').headers ?? {};
      return { status: 304, headers };
    }

    const memory = feed.kind === 'composed' ? others : bodies;
    const version = `${current.version.sequence} ${current.version.digest}`;
    const body = await memory.get({ name: url, version }, async () => hashed(await render({ current, format })));
    const equal = known.find(({ hash }) => hash === body.hash);
    if (equal) return unchanged(told(body.hash), equal.tag.replace(/^W\//, ''));
    const whole = await answerWith(body, { request, told: told(body.hash) });
    if (whole.status !== 200 || !takesDeltas(request)) return whole;
    const after = lastKnown(known, current.version.sequence);
    if (after === undefined) return whole;
    const delta = await others.get({ name: `${url} ${after}`, version }, async () =>
      hashed((await renderDelta({ current, format, after })) ?? ''),
    );
    return delta.size === 0 ? whole : deltaOf(await delta.in('identity'), { etag: told(body.hash).etag, whole });
  };
}

const hashed = (text: string) => ({ text, hash: bodyHash(text) });

function settled(changedAt: Instant | undefined, now: Instant): string | undefined {
  return changedAt !== undefined && later(changedAt, SETTLED_MS) <= now ? changedAt : undefined;
}

/** The last event up to which a client knows the feed; nothing when no tag says so, or one speaks of what has not happened. */
function lastKnown(known: readonly KnownTag[], now: Sequence): Sequence | undefined {
  const last = Math.max(-1, ...known.map(({ sequence }) => sequence));
  return last >= 0 && last <= now ? last : undefined;
}

/** Answers by date where the client has no tag at all. */
const isUnmodified = (request: ApiRequest, lastModified: string | undefined): boolean =>
  request.header('if-none-match') === undefined &&
  lastModified !== undefined &&
  notModified(request, { etag: '', lastModified });
