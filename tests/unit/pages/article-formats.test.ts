import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderArticleJson } from '#lib/pages/render-article-json.ts';
import { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { aSite, aView } from '../../support/a-site.ts';
import { aByline, at } from '../../support/an-article.ts';

type ArticleOf = Parameters<typeof aView>[0];

describe('an article as Markdown', () => {
  const markdownOf = (article: ArticleOf) => renderArticleMarkdown({ ...aSite(), article: aView(article) }).body;
  const partsOf = (text: string) => {
    const [, fields = '', body = ''] = /^---\n(.*?)\n---\n\n(.*)$/s.exec(text) ?? [];
    return { fields: parse(fields), body };
  };

  it('has what is known of it in YAML', () => {
    const corrections = [{ at: at('09:15'), note: 'It is 900 m long.' }];
    const title = '"Quoted": # and <b>\u2028\uFEFF';
    const { fields } = partsOf(
      markdownOf({ title, authors: [aByline()], tags: ['Sea'], section: 'City', corrections }),
    );
    expect(fields).toEqual({
      title,
      url: 'https://news.example/harbour-post/articles/harbour-bridge-opens-after-nine-years',
      publishedAt: at('08:00'),
      authors: ['Ada Example'],
      section: 'City',
      tags: ['Sea'],
      corrections,
    });
  });

  it('is its publisher’s own Markdown, where it came in as such', () => {
    const content = { html: '<p>It was <strong>full</strong>.</p>', markdown: 'It was **full**.' };
    expect(partsOf(markdownOf({ content })).body).toBe('It was **full**.\n');
  });

  it('is made of its HTML, where it came in as that', () => {
    const content = { html: '<h2>How</h2><p>It was <strong>full</strong>.</p>' };
    expect(partsOf(markdownOf({ content })).body).toBe('## How\n\nIt was **full**.\n');
  });
});

describe('an article as JSON', () => {
  it('is what the API shows, without what is between its publisher and Bulletin', () => {
    const article = aView({ externalId: 'cms-4711', section: 'City' });
    const { externalId, ...shown } = article;
    const { body, contentType, modified } = renderArticleJson({ ...aSite(), article });
    expect(JSON.parse(body)).toEqual(shown);
    expect([contentType, modified]).toEqual(['application/json; charset=utf-8', at('08:00')]);
  });
});
