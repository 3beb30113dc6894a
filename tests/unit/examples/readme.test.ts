import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { demonstration } from '#examples/demo/demonstration.ts';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { readArticleFile } from '#lib/import/front-matter.ts';
import { openSource } from '#lib/import/open-source.ts';

const readme = readFileSync('README.md', 'utf8');

it('every file that the README’s commands and links name is there', () => {
  const named = [...readme.matchAll(/\b(?:examples|docs)\/[\w./-]*[\w/]/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(8);
  for (const path of named) expect(existsSync(path), path).toBe(true);
});

it('what it asks the demonstration for is there', () => {
  const { articles } = demonstration();
  const slugs = [...readme.matchAll(/bulletin-news\/articles\/([\w-]+)/g)].map(([, slug]) => slug);
  expect(slugs.length).toBeGreaterThan(0);
  expect(articles.map(({ slug }) => slug)).toEqual(expect.arrayContaining(slugs));
  const labels = articles.flatMap(({ section, tags }) => [section, tags].flat()).map(String);
  const asked = [...readme.matchAll(/[?&](?:section|tag)=([\w,-]+)/g)].flatMap(([, names = '']) => names.split(','));
  expect(asked.length).toBeGreaterThan(0);
  expect(labels.map((label) => label.toLowerCase())).toEqual(expect.arrayContaining(asked));
});

it('every script that it runs is one', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, name = ''] of readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w-]+)/g)) {
    expect(Object.keys(scripts)).toContain(name);
  }
});

it('the article to publish and the feed to take in are sound', async () => {
  const draft = readArticleFile(readFileSync('examples/article.md', 'utf8'), 'markdown');
  expect(ArticleDraft.safeParse(draft).success).toBe(true);
  const { readings } = await openSource('examples/feed.xml');
  const kinds: string[] = [];
  for await (const { kind } of readings()) kinds.push(kind);
  expect(kinds).toEqual(['entry', 'entry', 'entry']);
});
