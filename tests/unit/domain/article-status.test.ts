import { expect, it } from 'vitest';
import { ArticleStatus } from '#lib/domain/article.ts';
import { statusesAfter } from '#lib/domain/article-status.ts';

it('a published article never becomes a draft or a plan again, by any number of changes', () => {
  const reached = new Set<ArticleStatus>(['published']);
  for (const status of reached) for (const next of statusesAfter(status)) reached.add(next);
  expect([...reached].sort()).toEqual(['published', 'withdrawn']);
});

it('a withdrawn article can be published again', () => {
  expect(statusesAfter('withdrawn')).toContain('published');
});

it('only a published article can be withdrawn', () => {
  const before = [...ArticleStatus.options, 'new'] as const;
  expect(before.filter((status) => statusesAfter(status).includes('withdrawn'))).toEqual(['published', 'withdrawn']);
});

it.each(ArticleStatus.options)('an article that is %s may stay so', (status) => {
  expect(statusesAfter(status)).toContain(status);
});

it.each(['new', 'draft', 'scheduled'] as const)('a %s article may become a draft, a plan or published', (status) => {
  expect([...statusesAfter(status)].sort()).toEqual(['draft', 'published', 'scheduled']);
});
