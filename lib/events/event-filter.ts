import type { Endpoint } from '#lib/domain/endpoint.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { PublicEvent } from './public-event.ts';

type Filter = Pick<Endpoint, 'types' | 'sections' | 'tags' | 'authors'>;

/** The slugs and ids that an article is, or was until this event, filed under. */
interface Places {
  readonly sections: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
}

/**
 * Whether an event is one that an endpoint wants. An endpoint that follows a section hears, too, that an article left it:
 * the event says where it was before. A sealed event is in no section, has no tags and no authors.
 */
export function wants({ types, ...wanted }: Filter, event: PublicEvent): boolean {
  if (types && !types.some((type) => type === event.type)) return false;
  const { sections, tags, authors } = wanted;
  const places = sections || tags || authors ? placesOf(event) : NOWHERE;
  return (
    any(sections?.map(slugify), places.sections) && any(tags?.map(slugify), places.tags) && any(authors, places.authors)
  );
}

const any = (wanted: readonly string[] | undefined, found: readonly string[]): boolean =>
  !wanted || wanted.some((name) => found.includes(name));

const NOWHERE: Places = { sections: [], tags: [], authors: [] };

function placesOf(event: PublicEvent): Places {
  const data = 'sealed' in event ? undefined : event.data;
  if (!data || !('status' in data)) return NOWHERE;
  const { previous = {} } = data;
  const now = data.status === 'deleted' ? NOWHERE : currentPlaces(data);
  const before = [previous.section ?? []].flat();
  return {
    sections: [...now.sections, ...before].map(slugify),
    tags: [...now.tags, ...(previous.tags ?? [])].map(slugify),
    authors: [...now.authors, ...(previous.authors ?? [])],
  };
}

const currentPlaces = ({
  section,
  tags,
  authors,
}: {
  section?: string | undefined;
  tags: readonly string[];
  authors: readonly { id: string }[];
}): Places => ({ sections: section ? [section] : [], tags, authors: authors.map(({ id }) => id) });
