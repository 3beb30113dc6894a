import type { Article } from '#lib/domain/article.ts';
import { isFeed, subjectName } from '#lib/domain/document.ts';
import { Failure } from '#lib/domain/failure.ts';
import { articlePath } from '#lib/domain/page-url.ts';
import { refuseUnlessThere } from './feed-is-there.ts';
import type { PageDeps } from './page-of.ts';
import type { Publications, Watermarks } from './ports.ts';
import { readPublication } from './read-publication.ts';
import type { DocumentKey, StoredDocument } from './reader-ports.ts';
import { renderPages } from './render-pages.ts';

export interface OpenPageDeps extends PageDeps {
  readonly publications: Pick<Publications, 'get'>;
  readonly watermarks: Pick<Watermarks, 'get'>;
}

/** Renders a page that nobody has asked for before, or that has grown old: as openFeed does it, in the same order. */
export async function openPage(key: DocumentKey, deps: OpenPageDeps): Promise<StoredDocument> {
  const publication = await readPublication(key.publication, deps);
  await refuseUnlessRead(key, deps);
  await deps.documents.want(key, deps.clock.now());
  const sequence = await deps.watermarks.get(publication.id, 'feeds');
  const [stored] = await renderPages({ publication, keys: [key], sequence }, deps);
  if (!stored) throw new Failure('article.missing', `there is nothing to read at '${subjectName(key.subject)}'`);
  return stored;
}

async function refuseUnlessRead(key: DocumentKey, deps: OpenPageDeps): Promise<void> {
  const { publication, subject } = key;
  if (isFeed(subject)) await refuseUnlessThere({ publication, subject }, deps);
  if (subject.kind === 'article') {
    const id = await deps.articles.named(publication, subject.name);
    const article = id && (await deps.articles.get(id));
    if (article?.status === 'deleted') throw new Failure('article.deleted', 'the article has been deleted');
    refuseElsewhere(article, { ...key, slug: subject.name, publicUrl: deps.publicUrl });
  }
}

interface At extends DocumentKey {
  readonly slug: string;
  readonly publicUrl: string;
}

const ENDINGS: Partial<Record<DocumentKey['format'], string>> = { markdown: '.md', json: '.json' };

/** That an article is read, and under this very name. */
function refuseElsewhere(article: Article | undefined, { publication, format, slug, publicUrl }: At): void {
  if (article?.status === 'withdrawn') {
    const { withdrawnAt } = article;
    throw new Failure('article.withdrawn', 'the article has been withdrawn', { extra: { withdrawnAt } });
  }
  if (article?.status !== 'published') {
    throw new Failure('article.missing', `'${publication}' has published no article under the name '${slug}'`);
  }
  if (article.slug !== slug) {
    const location = `${publicUrl}${articlePath(article)}${ENDINGS[format] ?? ''}`;
    throw new Failure('article.moved', `the article is read at '${location}'`, { extra: { location } });
  }
}
