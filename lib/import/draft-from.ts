import type * as z from 'zod';
import { ArticleDraft, Attachment, Image } from '#lib/domain/article-draft.ts';
import { AuthorReference } from '#lib/domain/author.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { Slug, slugify, TermName } from '#lib/domain/slug.ts';
import { Language, WebUrl } from '#lib/domain/web.ts';
import { contentFrom } from './content-from.ts';
import { attachmentFrom, imageFrom, present } from './draft-media.ts';
import { externalIdOf } from './external-id.ts';
import { momentOf } from './moment.ts';
import { plainText } from './plain-text.ts';
import { shortened } from './shortened.ts';
import type { SourceEntry } from './source-entry.ts';

/** A draft as it is sent. */
export type Submission = z.input<typeof ArticleDraft> & { readonly externalId: string };

export interface Drafted {
  readonly draft: Submission;
  /** What of the entry the draft does not have, in words. */
  readonly notes: readonly string[];
}

export interface Circumstances {
  readonly now: Instant;
  /** Whether readers are to be sent to where the article was before. */
  readonly keepUrls: boolean;
  /** The publication's, which need not be said of each article. */
  readonly language: string | undefined;
}

/** The draft that an entry makes, without what no article can have; or in words why it makes none. */
export function draftFrom(entry: SourceEntry, at: Circumstances): Drafted | { readonly reason: string } {
  const content = contentFrom(entry);
  if ('reason' in content) return content;
  const notes = [...(entry.notes ?? []), ...content.notes];
  const take = keeper(notes);
  const language = take('language', Language, entry.language);
  const title = shortened(entry.title, 300) || shortened(plainText(content.html ?? ''), 80);
  const draft = present({
    ...{ externalId: externalIdOf(entry), title, content: content.content },
    summary: shortened(entry.summary, 2000),
    slug: Slug.safeParse(slugify(decoded(entry.slug ?? ''))).data,
    url: at.keepUrls ? take('address', WebUrl, entry.link) : undefined,
    authors: authorsFrom(entry),
    ...termsFrom(entry),
    language: language === at.language ? undefined : language,
    image: take('image', Image, entry.image && imageFrom(entry.image)),
    attachments: (entry.attachments ?? [])
      .flatMap((one) => take('attachment', Attachment, attachmentFrom(one)) ?? [])
      .slice(0, 10),
    ...whenFrom(entry, { now: at.now, notes }),
  });
  const { success, error } = ArticleDraft.safeParse(draft);
  return success ? { draft: draft as Submission, notes } : { reason: complaintIn(error) };
}

const keeper =
  (notes: string[]) =>
  <Schema extends z.ZodType>(name: string, schema: Schema, value: unknown): z.output<Schema> | undefined => {
    if (value === undefined || value === '') return undefined;
    const { data, success } = schema.safeParse(value);
    if (!success) notes.push(`left out its ${name}, which is not as it has to be`);
    return data;
  };

function authorsFrom({ authors = [] }: SourceEntry): AuthorReference[] {
  const known = authors.flatMap((author) => {
    const person = typeof author === 'string' ? author : present(author);
    const { name } = Object(person) as { name?: unknown };
    // An address that is none costs the author the address, not the byline.
    return AuthorReference.safeParse(person).data ?? AuthorReference.safeParse({ name }).data ?? [];
  });
  const idOf = (author: AuthorReference) => (typeof author === 'string' ? author : slugify(author.name));
  return known.filter((author, index) => known.findIndex((one) => idOf(one) === idOf(author)) === index).slice(0, 20);
}

function termsFrom({ categories = [], tags = [] }: SourceEntry): { section?: string; tags: string[] } {
  const named = (terms: readonly (string | undefined)[]) =>
    terms.flatMap((term) => TermName.safeParse(term).data ?? []);
  const [section, ...rest] = named(categories);
  const all = new Map([...rest, ...named(tags)].map((tag) => [slugify(tag), tag]));
  return { ...(section !== undefined && { section }), tags: [...all.values()].slice(0, 30) };
}

function whenFrom({ status = 'published', date }: SourceEntry, { now, notes }: { now: Instant; notes: string[] }) {
  const moment = momentOf(date);
  if (status === 'draft') return { status };
  if (status === 'scheduled' && moment && moment > now) return { status, publishAt: moment };
  if (moment && moment <= now) return { status: 'published' as const, publishedAt: moment };
  notes.push(moment ? 'its date is in the future: dated now' : 'it has no date that can be read: dated now');
  return { status: 'published' as const };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function complaintIn(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? [];
  return `its ${String(issue?.path[0] ?? 'form')} is not as it has to be: ${issue?.message ?? 'it cannot be read'}`;
}
