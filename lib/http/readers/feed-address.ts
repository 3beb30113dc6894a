import {
  type Composition,
  compositionIn,
  compositionName,
  LONGEST_NAME,
  MOST_NAMES,
  namesIn,
} from '#lib/domain/composition.ts';
import { Failure } from '#lib/domain/failure.ts';
import { FEED_DOCUMENTS, FEED_FORMATS, type FeedId } from '#lib/domain/feed.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';

/** The feed that a request means, and whether it asks for it at the feed's own address. */
export interface FeedAddress {
  readonly key: FeedKey;
  readonly canonical: boolean;
}

/** A failure says that there is none: what cannot be a feed costs no read. */
export function feedAddressOf({ params, query }: Pick<ApiRequest, 'params' | 'query'>): FeedAddress {
  const format = FEED_FORMATS.find((one) => FEED_DOCUMENTS[one] === params.document);
  const feed = feedIn(params);
  if (!format || !feed) throw new Failure('feed.missing', 'there is no feed at this address');
  const key = { publication: publicationIn(params), subject: feed, format };
  const composition = feed.kind === 'publication' ? compositionIn(query) : undefined;
  if (!composition) return { key, canonical: true };
  const subject = composedOf(composition);
  return { key: { ...key, subject }, canonical: subject.kind === 'composed' && isSaid(query, subject.name) };
}

function publicationIn({ publication }: ApiRequest['params']): PublicationId {
  const { success, data } = PublicationId.safeParse(publication);
  if (!success) throw new Failure('publication.missing', `there is no publication '${publication}'`);
  return data;
}

function feedIn(params: ApiRequest['params']): FeedId | undefined {
  const kind = (['section', 'tag', 'author', 'language', 'archive'] as const).find((one) => params[one] !== undefined);
  if (!kind) return { kind: 'publication' };
  if (kind === 'archive' && !/^(?:latest|0|[1-9]\d{0,9})$/.test(params.archive ?? '')) return undefined;
  const name = params[kind] ?? '';
  return name !== '' && slugify(name) === name ? { kind, name } : undefined;
}

/** A composition of one section, tag or author is that one's own feed. */
function composedOf(composition: Composition): FeedId {
  const names = namesIn(composition);
  const whole = compositionName(composition);
  if (names.length > MOST_NAMES) refuse(names.length, `at most ${MOST_NAMES} sections, tags and authors together`);
  if (whole.length > LONGEST_NAME) refuse(whole.length, `at most ${LONGEST_NAME} characters, percent-encoded`);
  const [name = ''] = names;
  const alone =
    names.length === 1 && (['section', 'tag', 'author'] as const).find((kind) => composition[kind].length > 0);
  return alone ? { kind: alone, name } : { kind: 'composed', name: whole };
}

function refuse(given: number, expected: string): never {
  const issues = [{ pointer: 'query', given, expected }];
  throw new Failure('request.invalid', `the feed is composed of too much: ${given}, and ${expected}`, { issues });
}

/** Whether a query says what a name says, in the same order and nothing else. */
const isSaid = (query: URLSearchParams, name: string): boolean =>
  new URLSearchParams(query).toString() === new URLSearchParams(name).toString();
