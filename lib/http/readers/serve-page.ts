import { Failure } from '#lib/domain/failure.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { bodyHash } from '#lib/feeds/version.ts';
import { Recent } from '#lib/http/recent.ts';
import { type ApiRequest, type ApiResponse, decoded } from '#lib/http/request.ts';
import { CONTENT_TYPES, type Page } from '#lib/pages/page.ts';
import { type CurrentFeed, type FeedStateDeps, readFeedState } from '#lib/usecases/feed-state.ts';
import type { PageAt } from '#lib/usecases/render-page.ts';
import { BodyMemory } from './body-memory.ts';
import { answerWith } from './conditional-answer.ts';
import { type PageAddress, pageAddressOf } from './page-address.ts';
import { PAGE_HEADERS } from './page-policy.ts';

export interface PageServerDeps extends FeedStateDeps {
  readonly render: (at: PageAt) => Promise<Page>;
}

const STATES = { ms: 300, most: 1_000 };
const BODIES = { bytes: 32 * 1024 * 1024 };
/** What a page shows besides what its version speaks of, such as an author's profile, is at most so old. */
const REMEMBERED_MS = 10_000;

/**
 * Serves pages at their own addresses; any other way to say the same is redirected there for good. A page is tagged by its
 * bytes, and remembered for moments, as long as its lists have not changed.
 */
export function pageServer({ render, ...deps }: PageServerDeps) {
  const { publicUrl, clock } = deps;
  const states = new Recent<CurrentFeed>(STATES);
  const bodies = new BodyMemory(BODIES);

  const currentOf = async (publication: PublicationId, feed: FeedId): Promise<CurrentFeed> => {
    const name = `${publication} ${JSON.stringify(feed)}`;
    return states.get(name) ?? states.read(name, () => readFeedState({ publication, feed, consistent: false }, deps));
  };

  return async (request: ApiRequest): Promise<ApiResponse> => {
    const address = pageAddressOf(request.path);
    if (!address) throw new Failure('route.missing', `there is nothing at '${request.path}'`);
    const { publication, subject, format, path } = address;
    if (encoded(request.path) !== path) {
      return { status: 308, headers: { location: `${publicUrl}${path}`, 'cache-control': FEED_CACHE_CONTROL } };
    }
    const [front, list] = await Promise.all([
      currentOf(publication, { kind: 'publication' }),
      isListed(subject) ? currentOf(publication, subject) : undefined,
    ]);
    const moment = Math.floor(Date.parse(clock.now()) / REMEMBERED_MS);
    const version = [front.publication.revision, front, list, moment].map(versionIn).join(' ');
    const body = await bodies.get({ name: path, version }, async () => {
      const page = await render({ front, list, subject, format });
      return { text: page.body, hash: bodyHash(page.body) };
    });
    const headers = { 'cache-control': FEED_CACHE_CONTROL, ...headersOf(address, publicUrl) };
    return answerWith(body, { request, told: { etag: `"${body.hash}"`, contentType: CONTENT_TYPES[format], headers } });
  };
}

const versionIn = (part: CurrentFeed | number | undefined): string =>
  typeof part === 'object' ? `${part.version.sequence}.${part.version.digest}` : String(part);

const LISTS: ReadonlySet<string> = new Set(['section', 'tag', 'author', 'archive']);

const isListed = (subject: PageAddress['subject']): subject is FeedId => LISTS.has(subject.kind);

/** Each part encoded as our own addresses are, whether or not it is already. */
const encoded = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(decoded(part)))
    .join('/');

function headersOf({ subject, format, path }: PageAddress, publicUrl: string): Readonly<Record<string, string>> {
  if (format === 'html') return PAGE_HEADERS;
  if (subject.kind !== 'article') return {};
  // An article in another form is to be found, and cited, at its page.
  return { link: `<${publicUrl}${path.replace(/\.(?:md|json)$/, '')}>; rel="canonical"` };
}
