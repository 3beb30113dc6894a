import { expect, it } from 'vitest';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { draftOf } from '#lib/domain/article-view.ts';
import { anArticle } from '../../support/an-article.ts';

it('an article can be submitted again as it is, whatever has been noted of it', () => {
  const { data, error } = ArticleDraft.safeParse(draftOf(anArticle({ archive: 0, excerpt: 'The', readingMinutes: 1 })));
  expect(error).toBeUndefined();
  expect(data).toMatchObject({ title: 'Harbour bridge opens after nine years', status: 'published' });
});
