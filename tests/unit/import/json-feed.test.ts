import { expect, it } from 'vitest';
import { readingsOf } from '../../support/a-source.ts';

const aJsonFeed = (items: unknown, over = {}) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Old paper', items, ...over });

it('reads an item with all that it says', async () => {
  const item = {
    ...{ id: 7, url: 'https://old.example/7', title: 'A', content_html: '<p>x</p>', summary: 'In short' },
    ...{
      date_published: '2026-11-01T08:00:00+01:00',
      tags: ['Sea', 'Sky'],
      language: 'fr',
      image: 'https://old.example/7.jpg',
    },
    authors: [{ name: 'Ann', url: 'https://ann.example', avatar: 'https://ann.example/a.png' }],
    attachments: [
      { url: 'https://old.example/7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 9, duration_in_seconds: 60 },
    ],
  };
  expect((await readingsOf(aJsonFeed([item]))).readings).toMatchObject([
    {
      ...{ id: '7', link: 'https://old.example/7', title: 'A', content: { html: '<p>x</p>' }, summary: 'In short' },
      ...{ date: '2026-11-01T08:00:00+01:00', categories: ['Sea', 'Sky'], language: 'fr', authors: item.authors },
      image: { url: 'https://old.example/7.jpg' },
      attachments: [{ url: 'https://old.example/7.mp3', type: 'audio/mpeg', length: 9, duration: 60 }],
    },
  ]);
});

it('makes paragraphs of plain text, and takes what the feed says for all', async () => {
  const feed = aJsonFeed([{ id: '1', content_text: 'a < b\n\nc' }], { language: 'de', authors: [{ name: 'Ann' }] });
  expect((await readingsOf(feed)).readings).toMatchObject([
    { content: { html: '<p>a &lt; b</p>\n<p>c</p>' }, language: 'de', authors: [{ name: 'Ann' }] },
  ]);
});

it.each([
  ['cut off', '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', /it was cut off, or harmed/],
  ['of another kind', '{"hello": "world"}', /no JSON Feed/],
])('says what is wrong with JSON that is %s', async (_, text, fault) => {
  expect((await readingsOf(text)).fault).toMatch(fault);
});
