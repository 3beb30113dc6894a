import { Failure } from '#lib/domain/failure.ts';
import { FEED_DOCUMENTS, FEED_FORMATS, type FeedId } from '#lib/domain/feed.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { FeedKey } from '#lib/usecases/ports.ts';

/** The feed that an address means, or the failure that says there is none: what cannot be a feed costs no read. */
export function feedKeyOf(params: Readonly<Record<string, string | undefined>>): FeedKey {
  const { publication, document } = params;
  const format = FEED_FORMATS.find((one) => FEED_DOCUMENTS[one] === document);
  const feed = feedIn(params);
  if (!format || !feed) throw new Failure('feed.missing', 'there is no feed at this address');
  const { success, data } = PublicationId.safeParse(publication);
  if (!success) throw new Failure('publication.missing', `there is no publication '${publication}'`);
  return { publication: data, feed, format };
}

function feedIn(params: Readonly<Record<string, string | undefined>>): FeedId | undefined {
  const kind = (['section', 'tag', 'author', 'archive'] as const).find((one) => params[one] !== undefined);
  if (!kind) return { kind: 'publication' };
  if (kind === 'archive' && !/^(?:0|[1-9]\d{0,9})$/.test(params.archive ?? '')) return undefined;
  const name = params[kind] ?? '';
  return name !== '' && slugify(name) === name ? { kind, name } : undefined;
}
