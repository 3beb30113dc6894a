import type { Endpoint } from '#lib/domain/endpoint.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { PublicEvent } from './public-event.ts';

type Filter = Pick<Endpoint, 'types' | 'sections' | 'tags' | 'authors'>;

/** The slugs and ids of the terms that an article is listed under, or was until this event. */
interface Listing {
  readonly sections: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
}

/**
 * Whether an event is one that an endpoint wants. An endpoint that follows a section hears, too, that an article left it:
 * the event says where it was before. A deletion whose terms have been erased goes to all. A sealed event is in no section,
 * has no tags and no authors.
 */
export function wants({ types, ...wanted }: Filter, event: PublicEvent): boolean {
  if (types && !types.some((type) => type === event.type)) return false;
  const { sections, tags, authors } = wanted;
  const listing = sections || tags || authors ? listingOf(event) : NOWHERE;
  if (listing === 'erased') return true;
  return (
    any(sections?.map(slugify), listing.sections) &&
    any(tags?.map(slugify), listing.tags) &&
    any(authors, listing.authors)
  );
}

const any = (wanted: readonly string[] | undefined, found: readonly string[]): boolean =>
  !wanted || wanted.some((name) => found.includes(name));

const NOWHERE: Listing = { sections: [], tags: [], authors: [] };

function listingOf(event: PublicEvent): Listing | 'erased' {
  const data = 'sealed' in event ? undefined : event.data;
  if (!data || !('status' in data)) return NOWHERE;
  const { previous = {} } = data;
  if (data.status === 'deleted' && previous.tags === undefined) return 'erased';
  const now = data.status === 'deleted' ? NOWHERE : currentListing(data);
  const before = [previous.section ?? []].flat();
  return {
    sections: [...now.sections, ...before].map(slugify),
    tags: [...now.tags, ...(previous.tags ?? [])].map(slugify),
    authors: [...now.authors, ...(previous.authors ?? [])],
  };
}

const currentListing = ({
  section,
  tags,
  authors,
}: {
  section?: string | undefined;
  tags: readonly string[];
  authors: readonly { id: string }[];
}): Listing => ({ sections: section ? [section] : [], tags, authors: authors.map(({ id }) => id) });
