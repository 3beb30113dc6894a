import type { ArticleStatus } from './article.ts';

const NEXT: Record<ArticleStatus | 'new', readonly ArticleStatus[]> = {
  new: ['draft', 'scheduled', 'published'],
  draft: ['draft', 'scheduled', 'published'],
  scheduled: ['scheduled', 'draft', 'published'],
  published: ['published', 'withdrawn'],
  withdrawn: ['withdrawn', 'published'],
};

/** What an article may become. Readers have seen a published one: it can be withdrawn, never un-happen. */
export const statusesAfter = (status: ArticleStatus | 'new'): readonly ArticleStatus[] => NEXT[status];
