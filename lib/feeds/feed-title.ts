import { compositionNamed } from '#lib/domain/composition.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { textIn } from './safe.ts';

interface Titled {
  readonly publication: Publication;
  readonly feed: FeedId;
  /** The name of the feed's term, where it has one. */
  readonly label?: string | undefined;
}

/** `Bulletin News`, or `Bulletin News: World`. */
export function feedTitle({ publication, feed, label }: Titled): string {
  const title = textIn(publication.title) ?? publication.id;
  if (feed.kind === 'publication') return title;
  return `${title}: ${feed.kind === 'composed' ? composedOf(feed.name) : (textIn(label) ?? nameOf(feed))}`;
}

/** `world, climate or energy, without sport` */
function composedOf(name: string): string {
  const { author, not, section, tag } = compositionNamed(name);
  const parts = [section, tag, author].map((names) => names.join(' or '));
  return [...parts, ...(not.length > 0 ? [`without ${not.join(' or ')}`] : [])]
    .filter((part) => part !== '')
    .join(', ');
}

const nameOf = ({ kind, name }: Exclude<FeedId, { kind: 'publication' }>): string =>
  kind === 'archive' ? `archive ${name}` : name;
