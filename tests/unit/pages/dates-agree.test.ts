import { describe, expect, it } from 'vitest';
import { type Article, createArticle, type EditedDraft, publishScheduled, reviseArticle } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { renderArchiveSitemap } from '#lib/pages/render-archive-sitemap.ts';
import { renderArticlePage } from '#lib/pages/render-article-page.ts';
import { aReading, aSite } from '../../support/a-site.ts';
import { anArticle, aPublication, articleId, at, PUBLIC_URL } from '../../support/an-article.ts';
import { found } from '../../support/html.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { readXml, texts } from '../../support/strict-xml.ts';

const OLD = '2019-03-01T12:00:00.000Z' as Instant;

const edited = (over: Partial<EditedDraft> = {}): EditedDraft => {
  const { title, content, tags, attachments } = anArticle();
  return {
    title,
    content,
    tags,
    attachments,
    authors: [],
    excerpt: '',
    readingMinutes: 1,
    status: 'published',
    ...over,
  };
};
const created = (draft: EditedDraft): Article =>
  createArticle(draft, { id: articleId(1), publication: aPublication(), now: at('08:00') });
const revised = (article: Article, draft: EditedDraft, { minor = false, now = at('10:00') } = {}): Article =>
  reviseArticle(article, { draft, notes: { minor }, now });

const imported = created(edited({ publishedAt: OLD }));
const planned = created(edited({ status: 'scheduled', publishAt: at('09:00') }));

describe.each<[string, Article, { published: Instant; updated: Instant }]>([
  ['an article', created(edited()), { published: at('08:00'), updated: at('08:00') }],
  ['one that came in with an old date', imported, { published: OLD, updated: OLD }],
  [
    'one that an earlier version took in with an old date',
    { ...imported, updatedAt: at('08:00') },
    { published: OLD, updated: OLD },
  ],
  [
    'one that came in with an old date, and was changed',
    revised(imported, edited({ title: 'New', publishedAt: OLD })),
    { published: OLD, updated: at('10:00') },
  ],
  [
    'one that came in with an old date, and in which a word was put right',
    revised(imported, edited({ title: 'New', publishedAt: OLD }), { minor: true }),
    { published: OLD, updated: OLD },
  ],
  [
    'a draft that was published with an old date',
    revised(created(edited({ status: 'draft' })), edited({ publishedAt: OLD })),
    { published: OLD, updated: OLD },
  ],
  [
    'a draft that was published',
    revised(created(edited({ status: 'draft' })), edited()),
    { published: at('10:00'), updated: at('10:00') },
  ],
  [
    'one that was planned',
    publishScheduled(planned, at('09:00:00.700')),
    { published: at('09:00'), updated: at('09:00') },
  ],
  [
    'one that was withdrawn for an hour',
    revised(revised(created(edited()), edited({ status: 'withdrawn' }), { now: at('09:00') }), edited()),
    { published: at('08:00'), updated: at('10:00') },
  ],
])('%s', (_name, article, { published, updated }) => {
  const of = { articles: [article] };

  it('is dated alike by feeds, sitemap and page', () => {
    expect([texts(atomOf(of), 'entry', 'published'), texts(atomOf(of), 'entry', 'updated')]).toEqual([
      [published],
      [updated],
    ]);
    expect(jsonOf(of).items).toMatchObject([{ date_published: published, date_modified: updated }]);
    expect(texts(rssOf(of), 'channel', 'item', 'pubDate')).toEqual([new Date(published).toUTCString()]);
    expect(texts(rssOf(of), 'channel', 'item', 'atom:updated')).toEqual(updated === published ? [] : [updated]);
    const { body } = renderArchiveSitemap({ ...aSite(), articles: [viewOf(article, PUBLIC_URL)] });
    expect(texts(readXml(body), 'url', 'lastmod')).toEqual([updated]);
    const page = renderArticlePage(aReading({ article }));
    const [linked] = found(page.body, 'script', { type: 'application/ld+json' });
    expect(JSON.parse(linked?.text ?? '')).toMatchObject({ datePublished: published, dateModified: updated });
  });

  it('makes a feed as new as it is', () => {
    expect(texts(atomOf(of), 'updated')).toEqual([updated]);
  });
});
