import { describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed } from '../../support/an-article.ts';
import { jsonOf } from '../../support/rendered.ts';

it.each(FEED_FORMATS)('HTTP-05 the same %s feed has the same bytes', (format) => {
  expect(renderFeed(aFeed({ format }))).toBe(renderFeed(aFeed({ format })));
});

describe('titles', () => {
  it.each([
    [{ kind: 'publication' }, undefined, 'The Harbour Post'],
    [{ kind: 'section', name: 'météo' }, 'Météo', 'The Harbour Post: Météo'],
    [{ kind: 'tag', name: 'sea-sand' }, 'Sea & Sand', 'The Harbour Post: Sea & Sand'],
    [{ kind: 'tag', name: 'météo' }, undefined, 'The Harbour Post: météo'],
    [{ kind: 'archive', name: '3' }, undefined, 'The Harbour Post: archive 3'],
  ] as const)('the feed %o with the label %s is called %s', (feed, label, title) => {
    expect(jsonOf({ feed, label }).title).toBe(title);
  });
});
