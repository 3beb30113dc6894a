import type { Article } from '#lib/domain/article.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';
import { aByline, anArticle, aPublication, articleId, at } from '../../support/an-article.ts';

const id = PublicationId.parse('bulletin-news');
const authority = 'bulletin.example,2026-01-01';

export const RICH_PUBLICATION = aPublication({
  id,
  authority,
  title: 'Bulletin “News” & Views',
  description: 'All that is new — & some that is <old>',
  url: 'https://bulletin.example/',
  language: 'en-GB',
  copyright: '© 2026 Bulletin News',
  icon: 'https://bulletin.example/icon.png',
  logo: 'https://bulletin.example/logo.png',
  favicon: 'https://bulletin.example/favicon.png',
});

const published = (number: number, over: Partial<Article>): Article => {
  const uri = `tag:${authority}:${id}/${articleId(number)}`;
  return anArticle({ id: articleId(number), uri, publication: id, section: 'World', ...over });
};

const bridge = published(3, {
  title: 'Use <T> & “R&amp;D”: a bridge’s software',
  slug: Slug.parse('a-bridges-software'),
  summary: 'Why engineers write `List<T>` — and what R&D costs.',
  content: {
    html: '<h2>Types</h2>\n<p>“So <code>List&lt;T&gt;</code> &amp; co.”, naïve ]]&gt; as it <em>is</em>.</p>',
  },
  authors: [
    aByline({ url: 'https://bulletin.example/people/ada', avatar: 'https://bulletin.example/people/ada.png' }),
    aByline({ name: 'Zoë Łuczak' }),
  ],
  tags: ['Bridges & Tunnels', '東京'],
  image: {
    url: 'https://bulletin.example/bridge.jpg?w=1200&h=800',
    alt: 'A bridge at dusk',
    caption: 'The bridge, “opened” at last',
    credit: 'Bo <bo@photos.example>',
    width: 1200,
    height: 800,
    type: 'image/jpeg',
    length: 204_800,
  },
  attachments: [
    { url: 'https://bulletin.example/bridge.pdf', type: 'application/pdf', title: 'The "report"' },
    {
      url: 'https://bulletin.example/bridge.mp3',
      type: 'audio/mpeg',
      title: 'Listen',
      length: 5_000_000,
      duration: 312.5,
    },
  ],
  corrections: [
    { at: at('09:15'), note: 'The bridge is 900 m long, not <800 m>.' },
    { at: at('10:30'), note: 'The architect’s name is Łuczak.' },
  ],
  publishedAt: at('09:00:00.123'),
  updatedAt: at('10:30:00.456'),
  modifiedAt: at('10:45'),
});

const station = published(2, {
  title: '東京の新しい駅が開業した',
  slug: Slug.parse('東京の新しい駅'),
  summary: '午前五時、始発列車が発車した。',
  content: { html: '<p lang="ja">午前五時、始発列車が発車した。🚄</p>' },
  language: 'ja',
  authors: [aByline({ name: '山田花子' })],
});

const elsewhere = published(1, {
  title: 'Read on our own site',
  externalUrl: 'https://bulletin.example/2026/own?utm=feed&amp;x=1',
  content: { html: '<p>It lives <a href="https://bulletin.example/">elsewhere</a>.</p>' },
  publishedAt: at('07:00'),
  updatedAt: at('07:00'),
});

export const RICH_ARTICLES = { all: [bridge, station, elsewhere], goneAt: at('10:00') };

const image = { url: 'https://bulletin.example/pier.jpg', alt: 'The pier', type: 'image/jpeg' };
const recording = {
  url: 'https://bulletin.example/pier.mp3',
  type: 'audio/mpeg',
  title: 'The \u007fbells',
  duration: 61.5,
};

/** Three articles of one request. */
export const BATCH = [
  published(6, { title: 'A picture\u0085 without words', content: { html: '' }, image }),
  published(5, {
    title: 'Bells \u0092 of the pier',
    content: { html: '<p>Hear them. Twice.</p>' },
    excerpt: 'Hear them. Twice.',
    attachments: [recording, { url: 'https://bulletin.example/pier.webm', type: 'video/webm', length: 9_000_000 }],
  }),
  published(4, { title: 'The pier is shut', content: { html: '<p>Until Monday.</p>' }, excerpt: 'Until Monday.' }),
];
