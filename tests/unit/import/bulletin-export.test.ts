import { expect, it } from 'vitest';
import { viewOf } from '#lib/domain/article-view.ts';
import { readingsOf } from '../../support/a-source.ts';
import { anArticle } from '../../support/an-article.ts';

const line = (type: string, value: object) => `${JSON.stringify({ _type: type, ...value })}\n`;

const exported = (over = {}) => line('article', viewOf(anArticle(over), 'https://bulletin.example'));

it('reads authors first, and articles that name them', async () => {
  const author = { id: 'mira', name: 'Mira', modifiedAt: '2026-11-24T12:00:00.000Z' };
  const authors = [
    { id: 'mira', name: 'Mira' },
    { id: 'ann-example', name: 'Ann Example' },
  ];
  const { readings } = await readingsOf(
    line('publication', { id: 'x' }) + line('author', author) + exported({ authors }),
  );
  expect(readings).toMatchObject([
    { kind: 'author', author: { id: 'mira', name: 'Mira' } },
    { kind: 'entry', authors: ['mira', { name: 'Ann Example' }] },
  ]);
});

it('takes what was withdrawn as a draft, and says so', async () => {
  const { readings } = await readingsOf(exported({ status: 'withdrawn' }));
  expect(readings).toMatchObject([{ status: 'draft', notes: ['it was withdrawn: taken as a draft'] }]);
});

it('tells an address of its own from one that was Bulletin’s', async () => {
  const { readings } = await readingsOf(exported() + exported({ externalUrl: 'https://old.example/1' }));
  expect(readings).toMatchObject([{ kind: 'entry' }, { link: 'https://old.example/1' }]);
  expect(readings[0]).not.toHaveProperty('link');
});

it('goes on past lines that it does not know', async () => {
  const { readings } = await readingsOf(`${line('comment', {})}${exported()}{"_type":"arti`);
  expect(readings.map(({ kind }) => kind)).toEqual(['skipped', 'entry', 'skipped']);
});
