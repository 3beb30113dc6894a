import { expect, it } from 'vitest';
import { anRss, readingsOf } from '../../support/a-source.ts';

const read = async (items: string, options = {}) => (await readingsOf(anRss(items, options))).readings;

it('reads an item with all that its extensions say', async () => {
  const [entry] = await read(
    `<item><title>Ferry &amp; sea</title><guid isPermaLink="false">abc-1</guid><link>https://old.example/1</link>
      <pubDate>Mon, 02 Nov 2026 10:00:00 +0200</pubDate><dc:creator>Mira Lindqvist</dc:creator>
      <description>It &lt;b&gt;sails&lt;/b&gt;.</description><content:encoded><![CDATA[<p>It sails at ten.</p>]]></content:encoded>
      <category>Harbour</category><category>Ferries</category>
      <enclosure url="https://old.example/1.mp3" length="1200" type="audio/mpeg"/>
      <media:content url="https://old.example/1.jpg" medium="image" width="800" height="600"><media:credit>Ann</media:credit></media:content>
      </item>`,
    { channel: '<language>de-AT</language>' },
  );
  expect(entry).toMatchObject({
    ...{ kind: 'entry', id: 'abc-1', title: 'Ferry & sea', link: 'https://old.example/1', summary: 'It sails.' },
    content: { html: '<p>It sails at ten.</p>' },
    date: 'Mon, 02 Nov 2026 10:00:00 +0200',
    authors: [{ name: 'Mira Lindqvist' }],
    categories: ['Harbour', 'Ferries'],
    language: 'de-AT',
    image: { url: 'https://old.example/1.jpg', width: 800, height: 600, credit: 'Ann' },
    attachments: [{ url: 'https://old.example/1.mp3', length: 1200, type: 'audio/mpeg' }],
  });
});

it('takes a description as the text where there is no other', async () => {
  const [entry] = await read('<item><guid>1</guid><description>&lt;p&gt;All of it.&lt;/p&gt;</description></item>');
  expect(entry).toMatchObject({ content: { html: '<p>All of it.</p>' } });
  expect(entry).not.toHaveProperty('summary', expect.anything());
});

it('takes a permanent link as an id and a link, and no guid that is none', async () => {
  const [permanent, not] = await read(
    `<item><guid>https://old.example/1</guid><description>x</description></item>
     <item><guid isPermaLink="false">https://old.example/?p=2</guid><description>x</description></item>`,
  );
  expect(permanent).toMatchObject({ id: 'https://old.example/1', link: 'https://old.example/1' });
  expect(not).toMatchObject({ id: 'https://old.example/?p=2', link: undefined });
});

it('shows nobody an address of e-mail as an author', async () => {
  const [named, bare] = await read(
    `<item><author>mira@old.example (Mira Lindqvist)</author><description>x</description></item>
     <item><author>mira@old.example</author><description>x</description></item>`,
  );
  expect(named).toMatchObject({ authors: [{ name: 'Mira Lindqvist' }] });
  expect(JSON.stringify(bare)).not.toContain('mira@');
});

it('reads titles that are HTML, or escaped once too often, and leaves those that only look so', async () => {
  const titles = [
    'AT&amp;amp;T &amp;#8211; again',
    '&lt;em&gt;Sea&lt;/em&gt; and sky',
    'Use &lt;T&gt; generics',
    'R&amp;D, 1 < 2',
  ];
  const entries = await read(
    titles.map((title) => `<item><title>${title}</title><description>x</description></item>`).join(''),
  );
  expect(entries.map((entry) => 'title' in entry && entry.title)).toEqual([
    ...['AT&T – again', 'Sea and sky', 'Use <T> generics', 'R&D, 1 < 2'],
  ]);
});

it('reads what is undeclared, unescaped, in capitals or unclosed', async () => {
  const entries = await read(
    `<item><title>A&nbsp;B &mdash; C</title><description>one<br>two &amp three</description><geo:point>1</geo:point></item>
     <item/>
     <ITEM><TITLE>Loud</TITLE><DESCRIPTION>x</DESCRIPTION></ITEM>
     <item><title>Unclosed<guid>2</guid></item>
     <item><title>The last</title><description><![CDATA[ </item> <item> ]]></description><!-- </item> --></item>`,
  );
  expect(entries).toMatchObject([
    { title: 'A B — C', content: { html: expect.stringContaining('one<br>two') } },
    { title: 'Loud' },
    { kind: 'skipped', reason: 'its XML cannot be read' },
    { title: 'The last', content: { html: '</item> <item>' } },
  ]);
});

it('reads RSS 1.0', async () => {
  const { readings } = await readingsOf(
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://old.example"><title>Old</title><items><rdf:Seq><rdf:li resource="https://old.example/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://old.example/1"><title>A</title><link>https://old.example/1</link><dc:date>2026-11-01T00:00:00Z</dc:date>
      <dc:creator>Ann</dc:creator><dc:subject>Sea</dc:subject><description>d</description></item></rdf:RDF>`,
  );
  expect(readings).toMatchObject([
    {
      id: 'https://old.example/1',
      title: 'A',
      date: '2026-11-01T00:00:00Z',
      authors: [{ name: 'Ann' }],
      categories: ['Sea'],
    },
  ]);
});

it('expands no entity that the file declares', async () => {
  const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}"><!ENTITY d "${'&c;'.repeat(50)}">]>`;
  const { readings } = await readingsOf(
    `${bomb}<rss><channel><item><title>&d;</title><description>&d;</description></item></channel></rss>`,
  );
  expect(readings).toMatchObject([{ title: '&d;' }]);
});
