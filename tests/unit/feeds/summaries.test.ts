import { describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { all, attributesAt, texts } from '../../support/strict-xml.ts';

const publication = aPublication({ feedContent: 'summary' });
const summary = 'It took “R&D” <nine> years.';
const excerpt = 'The ribbon was cut at noon.';

describe('a feed of summaries', () => {
  it('RSS-09 has a description and no content', () => {
    const rss = rssOf({ publication, articles: [{ summary }] });
    expect(texts(rss, 'channel', 'item', 'description')).toEqual(['It took “R&amp;D” &lt;nine&gt; years.']);
    expect(all(rss, 'channel', 'item', 'content:encoded')).toEqual([]);
  });

  it('ATM-03 has a summary, and instead of content a link to the article', () => {
    const atom = atomOf({ publication, articles: [{ summary }] });
    expect(all(atom, 'entry', 'summary')).toMatchObject([{ text: summary, attributes: { type: 'text' } }]);
    expect(all(atom, 'entry', 'content')).toEqual([]);
    expect(attributesAt(atom, 'entry', 'link')).toMatchObject([{ rel: 'alternate' }]);
  });

  it('JSF-04 has the summary as text content, once', () => {
    const [item] = jsonOf({ publication, articles: [{ summary }] }).items;
    expect(item).toMatchObject({ content_text: summary });
    expect(item).not.toHaveProperty('content_html');
    expect(item).not.toHaveProperty('summary');
  });

  it.each(FEED_FORMATS)('has in %s the first sentences where nobody wrote a summary', (format) => {
    const body = renderFeed(aFeed({ publication, articles: [{ excerpt }], format }));
    expect(body).toContain(excerpt);
    expect(body).not.toContain('<p>');
  });

  it('has corrections after the summary, as text', () => {
    const corrections = [{ at: at('09:30'), note: 'It was <eight> & a day.' }];
    const of = { publication, articles: [{ summary, corrections }] };
    const text = `${summary}\n\nCorrection, 2026-11-24: It was <eight> & a day.`;
    expect(texts(atomOf(of), 'entry', 'summary')).toEqual([text]);
    expect(jsonOf(of).items).toMatchObject([{ content_text: text }]);
  });

  it('shows pictures beside the text, as another feed does', () => {
    const image = { url: 'https://harbour.example/a.jpg', caption: 'Opened', credit: 'Bo' };
    const of = { publication, articles: [{ summary, image }] };
    const [media] = all(rssOf(of), 'channel', 'item', 'media:content');
    expect(media?.attributes.url).toBe(image.url);
    // No description, which some take for the article's.
    expect(media?.children.map(({ name }) => name)).toEqual(['media:credit']);
    expect(jsonOf(of).items).toMatchObject([{ image: image.url }]);
  });

  it('has an item for an article without any words', () => {
    const of = { publication, articles: [{ content: { html: '' } }] };
    expect(jsonOf(of).items).toMatchObject([{ content_text: '' }]);
    expect(all(rssOf(of), 'channel', 'item')).toHaveLength(1);
    expect(texts(atomOf(of), 'entry', 'summary')).toEqual(texts(atomOf(of), 'entry', 'title'));
  });

  it('holds 50 articles, however long they are', () => {
    const html = '<p>Long.</p>'.repeat(4_000);
    const articles = Array.from({ length: 50 }, (_, index) => ({ id: articleId(index), content: { html }, excerpt }));
    expect(jsonOf({ publication, articles }).items).toHaveLength(50);
    const archive = { feed: { kind: 'archive', name: '0' } as const, publication, articles };
    expect(jsonOf(archive).items.every(({ content_text }) => content_text === excerpt)).toBe(true);
  });
});

it.each([undefined, 'full'] as const)('a feed has whole articles when a publication says %s', (feedContent) => {
  const of = { publication: aPublication({ ...(feedContent && { feedContent }) }), articles: [{ summary }] };
  expect(texts(rssOf(of), 'channel', 'item', 'content:encoded')).toEqual(['<p>The ribbon was cut at noon.</p>']);
});
