import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const PARAGRAPH = 'The night ferry sailed at ten past nine, full to the last berth, after eleven months in dry dock. ';

const instantOf = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 3_600_000);

const wordpressItem = (n: number, text: string): string => `<item>
<title>Post ${n} &amp; what came of it</title>
<link>https://old.example/2020/post-${n}/</link>
<pubDate>${instantOf(n).toUTCString()}</pubDate>
<dc:creator><![CDATA[mira]]></dc:creator>
<guid isPermaLink="false">https://old.example/?p=${n}</guid>
<content:encoded><![CDATA[${text}\n\n${text} </item> is only text here.]]></content:encoded>
<excerpt:encoded><![CDATA[Post ${n} in short]]></excerpt:encoded>
<wp:post_id>${n}</wp:post_id>
<wp:post_date_gmt>${instantOf(n).toISOString().slice(0, 19).replace('T', ' ')}</wp:post_date_gmt>
<wp:post_name>post-${n}</wp:post_name>
<wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>
<category domain="post_tag" nicename="ferries"><![CDATA[Ferries]]></category>
</item>
`;

const atomEntry = (n: number, text: string): string => `<entry>
<title>Entry ${n}</title>
<id>urn:example:entry-${n}</id>
<link href="https://old.example/entry-${n}"/>
<published>${instantOf(n).toISOString()}</published>
<updated>${instantOf(n).toISOString()}</updated>
<content type="html">&lt;p&gt;${text}&lt;/p&gt;</content>
</entry>
`;

const WORDPRESS_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old paper</title><link>https://old.example</link><language>en</language>
<wp:author><wp:author_login>mira</wp:author_login><wp:author_display_name><![CDATA[Mira Lindqvist]]></wp:author_display_name></wp:author>
`;

const ATOM_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Old paper</title><id>urn:example:feed</id>
<updated>2026-11-01T00:00:00Z</updated><author><name>Mira Lindqvist</name></author>
`;

interface Size {
  readonly entries: number;
  /** Of the text of each entry. */
  readonly kilobytes?: number;
}

/** A WordPress export of any size. */
export const writeWordpress = (file: string, size: Size): Promise<void> =>
  write(file, size, { head: WORDPRESS_HEAD, entry: wordpressItem, end: '</channel></rss>\n' });

/** An Atom feed of any size. */
export const writeAtom = (file: string, size: Size): Promise<void> =>
  write(file, size, { head: ATOM_HEAD, entry: atomEntry, end: '</feed>\n' });

interface Parts {
  readonly head: string;
  readonly entry: (n: number, text: string) => string;
  readonly end: string;
}

function write(file: string, { entries, kilobytes = 3 }: Size, { head, entry, end }: Parts): Promise<void> {
  const text = PARAGRAPH.repeat(Math.ceil((kilobytes * 1024) / PARAGRAPH.length));
  const pieces = function* () {
    yield head;
    for (let n = 1; n <= entries; n += 1) yield entry(n, text);
    yield end;
  };
  return pipeline(Readable.from(pieces()), createWriteStream(file));
}
