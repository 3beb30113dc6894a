import { expect, it } from 'vitest';
import { anAtom, readingsOf } from '../../support/a-source.ts';

const read = async (entries: string, options = {}) => (await readingsOf(anAtom(entries, options))).readings;

it('reads an entry in XHTML, with its links and people', async () => {
  const [entry] = await read(
    `<entry xml:lang="fr"><id>urn:1</id><title type="html">&lt;b&gt;Mer&lt;/b&gt; &amp;amp; ciel</title>
      <link href="https://old.example/1"/><link rel="enclosure" href="https://old.example/1.mp3" type="audio/mpeg" length="3"/>
      <published>2026-11-01T08:00:00Z</published><updated>2026-11-02T08:00:00Z</updated>
      <author><name>Ann</name><uri>https://ann.example</uri></author><category term="sea" label="Sea"/>
      <summary>En bref</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>La <em>mer</em></p></div></content></entry>`,
  );
  expect(entry).toMatchObject({
    ...{
      id: 'urn:1',
      title: 'Mer & ciel',
      link: 'https://old.example/1',
      date: '2026-11-01T08:00:00Z',
      language: 'fr',
    },
    ...{ summary: 'En bref', categories: ['Sea'], authors: [{ name: 'Ann', url: 'https://ann.example' }] },
    content: { html: expect.stringContaining('<p>La <em>mer</em></p>') },
    attachments: [{ url: 'https://old.example/1.mp3', type: 'audio/mpeg', length: 3 }],
  });
});

it('reads text as text, and HTML as HTML', async () => {
  const [text, html] = await read(
    `<entry><id>1</id><title>1 &lt; 2</title><content type="text">x &lt; y</content></entry>
     <entry><id>2</id><title>B</title><content type="html">&lt;p&gt;x &amp;lt; y&lt;/p&gt;</content></entry>`,
  );
  expect(text).toMatchObject({ title: '1 < 2', content: { html: '<p>x &lt; y</p>' } });
  expect(html).toMatchObject({ content: { html: '<p>x &lt; y</p>' } });
});

it('takes the feed’s authors and language for entries that name none', async () => {
  const feed = '<author><name>Mira</name></author>';
  const [entry, own] = await read(
    '<entry><id>1</id><content>x</content></entry><entry><id>2</id><author><name>Ann</name></author><content>x</content></entry>',
    { feed },
  );
  expect(entry).toMatchObject({ authors: [{ name: 'Mira' }] });
  expect(own).toMatchObject({ authors: [{ name: 'Ann' }] });
});

it('reads elements under a prefix', async () => {
  const { readings } = await readingsOf(
    '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:title>A</atom:title><atom:id>urn:1</atom:id></atom:entry></atom:feed>',
  );
  expect(readings).toMatchObject([{ id: 'urn:1', title: 'A' }]);
});
