import type { Article } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Previous } from './catalogue.ts';
import type { Happening } from './envelope.ts';

interface Change {
  readonly before?: Article | undefined;
  readonly after: Article;
  readonly publicUrl: string;
}

/** What a new revision means to the world. */
export function articleChanged({ before, after, publicUrl }: Change): Happening {
  return {
    type: typeOf(before, after),
    subject: after.id,
    publication: after.publication,
    data: { ...viewOf(after, publicUrl), ...filed(after), ...(before && { previous: differences(before, after) }) },
  };
}

export function articleDeleted(article: Article, deletedAt: Instant): Happening<'bulletin.article.deleted.v1'> {
  const { id, uri, publication, revision } = article;
  const data = {
    id,
    uri,
    publication,
    revision: revision + 1,
    status: 'deleted' as const,
    deletedAt,
    ...filed(article),
    previous: standing(article),
  };
  return { type: 'bulletin.article.deleted.v1', subject: id, publication, data };
}

const filed = ({ archive }: Article) => (archive === undefined ? {} : { archive });

function typeOf(before: Article | undefined, after: Article) {
  if (after.status === 'draft') return 'bulletin.article.drafted.v1';
  if (after.status === 'scheduled') return 'bulletin.article.scheduled.v1';
  if (before?.status !== after.status) {
    return after.status === 'withdrawn' ? 'bulletin.article.withdrawn.v1' : 'bulletin.article.published.v1';
  }
  const corrected = after.corrections.length > before.corrections.length;
  return corrected ? 'bulletin.article.corrected.v1' : 'bulletin.article.updated.v1';
}

function standing({ status, slug, section, tags, authors, language, publishedAt }: Article): Required<Previous> {
  return {
    ...{ status, slug, section: section ?? null, tags },
    authors: authors.map(({ id }) => id),
    ...{ language: language ?? null, publishedAt: publishedAt ?? null },
  };
}

function differences(before: Article, after: Article): Previous {
  const now = standing(after);
  const changed = Object.entries(standing(before)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name as keyof Previous]),
  );
  return Object.fromEntries(changed);
}
