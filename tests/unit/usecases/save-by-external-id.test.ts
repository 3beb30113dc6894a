import { expect, it } from 'vitest';
import type { ArticleId } from '#lib/domain/article.ts';
import type { Articles, CommitOutcome, Desk } from '#lib/usecases/ports.ts';
import { saveByExternalId } from '#lib/usecases/save-by-external-id.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { anArticle, articleId } from '../../support/an-article.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, fixedClock, noWait } from '../../support/system.ts';

const publication = aPublisher();

/** Saves an article by its external id, which is looked up as often as there are answers. */
function saving({
  found,
  desk,
  answers,
}: {
  found: (ArticleId | undefined)[];
  desk: Partial<Desk>;
  answers?: CommitOutcome[];
}) {
  const { log, events } = memoryLog({ publication, desk, ...(answers && { answers }) });
  const articles = { idOf: async () => found.shift() } as Pick<Articles, 'idOf'> as Articles;
  const system = { clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl: 'https://bulletin.example' };
  const change = { draft: aDraft({ title: 'Rain' }), notes: { minor: false } };
  const save = () =>
    saveByExternalId(
      { publication: publication.id, externalId: 'cms-1', change, precondition: () => true },
      { log, articles, ...system },
    );
  return { save, events };
}

it('creates the article when the one of that id is deleted between being looked up and being changed', async () => {
  const article = { id: articleId(1), publication: publication.id, revision: 2, status: 'deleted' } as const;
  const { save, events } = saving({ found: [article.id, undefined], desk: { article } });
  expect(await save()).toMatchObject({ article: { revision: 1, externalId: 'cms-1', title: 'Rain' } });
  expect(events).toHaveLength(1);
});

it('changes the article when another request creates it meanwhile', async () => {
  const article = anArticle({ id: articleId(1), externalId: 'cms-1', title: 'Snow' });
  const answers: CommitOutcome[] = [{ outcome: 'external-id-taken', at: [0] }];
  const { save } = saving({ found: [undefined, article.id], desk: { article }, answers });
  expect(await save()).toMatchObject({ article: { id: article.id, revision: 2, title: 'Rain' } });
});

it('gives up what does not come to rest', async () => {
  const answers = Array.from({ length: 20 }, () => ({ outcome: 'external-id-taken', at: [0] }) as const);
  const { save } = saving({ found: [], desk: {}, answers });
  await expect(save()).rejects.toMatchObject({ code: 'article.external-id-taken' });
});
