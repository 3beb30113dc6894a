import { describe, expect, it } from 'vitest';
import { renderGonePage } from '#lib/pages/render-gone-page.ts';
import { renderMissingPage } from '#lib/pages/render-missing-page.ts';
import { aSite } from '../../support/a-site.ts';
import { at, PUBLIC_URL } from '../../support/an-article.ts';
import { found, values } from '../../support/html.ts';

describe('where an article was', () => {
  const { body, modified } = renderGonePage({
    ...aSite(),
    article: { title: 'A <b>bold</b> claim', withdrawnAt: at('11:00') },
  });

  it('is a sentence, and the way to the front page', () => {
    expect(found(body, 'h1')[0]?.text).toBe('A <b>bold</b> claim');
    expect(body).toContain('was withdrawn by its publisher');
    expect(found(body, 'a', { href: '/harbour-post/' }).length).toBeGreaterThan(0);
    expect(modified).toBe(at('11:00'));
  });

  it('nothing is told of an article that was erased', () => {
    const page = renderGonePage({ ...aSite(), article: {} });
    expect(found(page.body, 'h1').map(({ text }) => text)).toEqual(['Withdrawn']);
    expect(page.modified).toBe(at('06:00'));
  });

  it('search engines keep nothing', () => {
    expect(values(body, { name: 'meta', where: { name: 'robots' }, attribute: 'content' })).toEqual(['noindex']);
  });
});

describe('where nothing is', () => {
  const linksOf = (path: string) =>
    values(renderMissingPage({ publicUrl: PUBLIC_URL, path }).body, { name: 'a', attribute: 'href' });

  it('shows what was asked for, as text', () => {
    const path = '/harbour-post/articles/<script>alert(1)</script>';
    const { body } = renderMissingPage({ publicUrl: PUBLIC_URL, path });
    expect(found(body, 'code')[0]?.text).toBe(`${PUBLIC_URL}${path}`);
    expect(found(body, 'script')).toEqual([]);
  });

  it.each([
    ['/harbour-post/articles/nothing', ['#content', '/harbour-post/']],
    ['/harbour-post', ['#content']],
    ['/%22%3E/nothing', ['#content']],
    ['//evil.example/nothing', ['#content']],
  ])('%s leads to %j', (path, expected) => {
    expect(linksOf(path)).toEqual(expected);
  });
});
