import { expect, it } from 'vitest';
import { aWordpress, readingsOf } from '../../support/a-source.ts';

const CHANNEL = `<wp:author><wp:author_login><![CDATA[mira]]></wp:author_login>
  <wp:author_display_name><![CDATA[Mira Lindqvist]]></wp:author_display_name></wp:author>`;

const anItem = ({ type = 'post', status = 'publish', content = 'Text', more = '' } = {}) => `<item>
  <title>Ferry &amp;amp; sea</title><link>https://old.example/ferry/</link><dc:creator><![CDATA[mira]]></dc:creator>
  <guid isPermaLink="false">https://old.example/?p=12</guid>
  <content:encoded><![CDATA[${content}]]></content:encoded><excerpt:encoded><![CDATA[In <b>short</b>]]></excerpt:encoded>
  <wp:post_id>12</wp:post_id><wp:post_date_gmt>2020-03-01 08:00:00</wp:post_date_gmt><wp:post_name>%d7%a9%d7%9c</wp:post_name>
  <wp:status>${status}</wp:status><wp:post_type>${type}</wp:post_type>${more}</item>`;

const read = async (items: string, options = {}) =>
  (await readingsOf(aWordpress(items, { channel: CHANNEL }), options)).readings;

it('reads a post with its people, terms, thumbnail and enclosures', async () => {
  const more = `<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
    <category domain="category" nicename="sea"><![CDATA[Sea]]></category>
    <category domain="post_tag" nicename="ferry"><![CDATA[Ferry]]></category>
    <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[99]]></wp:meta_value></wp:postmeta>
    <wp:postmeta><wp:meta_key>enclosure</wp:meta_key><wp:meta_value><![CDATA[https://old.example/1.mp3
1200
audio/mpeg
]]></wp:meta_value></wp:postmeta>
    <wp:comment><wp:comment_content>First!</wp:comment_content></wp:comment>`;
  const attachment = `<item><title>pic</title><wp:post_id>99</wp:post_id><wp:post_type>attachment</wp:post_type>
    <excerpt:encoded>The ferry at dawn</excerpt:encoded><wp:attachment_url>https://old.example/ferry.jpg</wp:attachment_url>
    <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A ferry</wp:meta_value></wp:postmeta></item>`;
  expect(await read(anItem({ more }) + attachment)).toMatchObject([
    {
      ...{
        kind: 'entry',
        id: 'https://old.example/?p=12',
        title: 'Ferry & sea',
        summary: 'In short',
        status: 'published',
      },
      ...{ slug: '%d7%a9%d7%9c', date: '2020-03-01 08:00:00', link: 'https://old.example/ferry/' },
      ...{ categories: ['Sea'], tags: ['Ferry'], authors: [{ name: 'Mira Lindqvist' }] },
      image: { url: 'https://old.example/ferry.jpg', alt: 'A ferry', caption: 'The ferry at dawn' },
      attachments: [{ url: 'https://old.example/1.mp3', length: 1200, type: 'audio/mpeg' }],
    },
  ]);
});

it.each([
  ['publish', 'published'],
  ['draft', 'draft'],
  ['pending', 'draft'],
  ['future', 'scheduled'],
])('takes a post of status %s as %s', async (status, expected) => {
  expect(await read(anItem({ status }))).toMatchObject([{ kind: 'entry', status: expected }]);
});

it.each(['trash', 'private', 'auto-draft'])('leaves out a post of status %s, and says so', async (status) => {
  expect(await read(anItem({ status }))).toMatchObject([
    { kind: 'skipped', id: 'https://old.example/?p=12', title: 'Ferry & sea', reason: `its status is '${status}'` },
  ]);
});

it('publishes nothing that is behind a password', async () => {
  const items = anItem({ more: '<wp:post_password><![CDATA[secret]]></wp:post_password>' });
  expect(await read(items)).toMatchObject([{ kind: 'skipped', reason: 'it is behind a password' }]);
});

it('takes pages when they are asked for, and never what is not an article', async () => {
  const items = anItem({ type: 'page' }) + anItem({ type: 'nav_menu_item' });
  expect(await read(items)).toMatchObject([{ kind: 'skipped', reason: expect.stringContaining('--pages') }]);
  expect(await read(items, { pages: true })).toMatchObject([{ kind: 'entry' }]);
});

it.each([
  ['lines as paragraphs', 'One\ntwo\n\nThree', '<p>One<br>\ntwo</p>\n<p>Three</p>'],
  ['blocks as they are', '<h2>One</h2>\n\nTwo\n\n<ul><li>a</li></ul>', '<h2>One</h2>\n<p>Two</p>\n<ul><li>a</li></ul>'],
  ['what has paragraphs', '<!-- wp:paragraph -->\n<p>One\n\ntwo</p>\n<!-- /wp:paragraph -->', '<p>One\n\ntwo</p>'],
  ['programs as they are', 'One\n\n<pre>a\n\nb</pre>', '<p>One</p>\n<pre>a\n\nb</pre>'],
  [
    'captions',
    '[caption id="x" width="3"]<img src="https://old.example/a.jpg"> A ferry[/caption]',
    '<p><img src="https://old.example/a.jpg"> A ferry</p>',
  ],
  ['brackets of any other kind', '[sic] and [my_plugin x="1"]', '<p>[sic] and [my_plugin x="1"]</p>'],
])('shows %s', async (_, content, html) => {
  expect(await read(anItem({ content }))).toMatchObject([{ content: { html } }]);
});

it('makes links of recordings, and says what it replaced', async () => {
  const content = '[audio mp3="https://old.example/a.mp3"][/audio]\n\n[gallery ids="1,2"]';
  expect(await read(anItem({ content }))).toMatchObject([
    {
      content: { html: '<p><a href="https://old.example/a.mp3">https://old.example/a.mp3</a></p>' },
      notes: ['replaced [audio]', 'replaced [gallery]'],
    },
  ]);
});

it('goes on past a post whose XML is harmed, and past characters that XML cannot have', async () => {
  const items = `${anItem({ content: 'be\u0003fore' })}<item><title>Harmed</title><wp:status>pub</item>${anItem()}`;
  expect(await read(items)).toMatchObject([
    { content: { html: '<p>before</p>' } },
    { kind: 'skipped', title: 'Harmed', reason: expect.stringContaining('its XML cannot be read') },
    { kind: 'entry' },
  ]);
});
