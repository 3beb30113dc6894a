import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, fixedClock, noWait } from '../../support/system.ts';

const publication = aPublisher();
const around = {
  ...{ clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl: 'https://bulletin.example' },
};

const anArticle = async (status: 'draft' | 'published'): Promise<Article> => {
  const { log } = memoryLog({ publication });
  const { article } = await addArticle(aDraft({ status }), { publication: publication.id }, { log, ...around });
  return article;
};

const changing = ({ id }: Article) => ({
  ...{ publication: publication.id, id, precondition: () => true, authorIds: [], draftsOnly: true },
  draftFrom: () => ({ draft: aDraft({ title: 'Other' }), notes: { minor: false } }),
});

describe('a caller who may write drafts only', () => {
  it('changes a draft', async () => {
    const article = await anArticle('draft');
    const { log } = memoryLog({ publication, desk: { article } });
    const saved = await changeArticle(changing(article), { log, ...around });
    expect(saved.article).toMatchObject({ title: 'Other', status: 'draft', revision: 2 });
  });

  it('is refused when the draft has been published by the time that the change is written', async () => {
    const draft = await anArticle('draft');
    const { log, commits } = memoryLog({ publication, answers: [{ outcome: 'stale' }] });
    const states: Article[] = [draft, { ...draft, status: 'published', revision: 2, publishedAt: draft.createdAt }];
    const racing = {
      ...log,
      desk: async () => ({ publication, head: 1, authors: [], article: states.shift() }),
    };
    await expect(changeArticle(changing(draft), { log: racing, ...around })).rejects.toMatchObject({
      code: 'key.out-of-scope',
      extra: { scope: 'articles:write' },
    });
    expect(commits).toHaveLength(1);
  });
});
