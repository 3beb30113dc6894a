import type { Author } from '#lib/domain/author.ts';

/** A picture, a recording, a document: as a source names it, nothing of it sure. */
export interface SourceMedia {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
  readonly length?: number | undefined;
  readonly duration?: number | undefined;
  readonly title?: string | undefined;
  readonly alt?: string | undefined;
  readonly caption?: string | undefined;
  readonly credit?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface SourceAuthor {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly avatar?: string | undefined;
}

/** What any format says of an article, in one shape and in the source's own words: nothing is checked yet. */
export interface SourceEntry {
  readonly kind: 'entry';
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly content?: { readonly html: string } | { readonly markdown: string } | undefined;
  readonly summary?: string | undefined;
  readonly link?: string | undefined;
  readonly slug?: string | undefined;
  readonly date?: string | undefined;
  /** Ids of authors that came before, or people named on the spot. */
  readonly authors?: readonly (string | SourceAuthor)[] | undefined;
  /** The first is its section, the others are tags. */
  readonly categories?: readonly (string | undefined)[] | undefined;
  readonly tags?: readonly (string | undefined)[] | undefined;
  readonly language?: string | undefined;
  readonly image?: SourceMedia | undefined;
  readonly attachments?: readonly SourceMedia[] | undefined;
  readonly status?: 'draft' | 'scheduled' | 'published' | undefined;
  /** That of an article of Bulletin's own, which may be in the publication already. */
  readonly article?: { readonly id: string; readonly publication: string } | undefined;
  readonly notes?: readonly string[] | undefined;
}

/** Something that is no article to take, and why. */
interface SkippedEntry {
  readonly kind: 'skipped';
  readonly reason: string;
  readonly id?: string | undefined;
  readonly title?: string | undefined;
}

interface SourcedAuthor {
  readonly kind: 'author';
  readonly author: Omit<Author, 'modifiedAt'>;
}

export type Reading = SourceEntry | SkippedEntry | SourcedAuthor;
