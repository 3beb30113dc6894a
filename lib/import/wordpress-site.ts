import type { SourceAuthor, SourceMedia } from './source-entry.ts';
import type { FeedPart } from './split-feed.ts';
import type { WordpressSite } from './wordpress.ts';
import { metaOf, readField, textOf } from './wordpress-item.ts';

export const isWordpress = (head: string): boolean =>
  /xmlns:wp\s*=\s*["']https?:\/\/wordpress\.org\/export\//i.test(head);

/** What the posts will ask for: an attachment may come after the post that shows it. */
export async function wordpressSite(parts: AsyncIterable<FeedPart>): Promise<Omit<WordpressSite, 'pages'>> {
  let authors: ReadonlyMap<string, SourceAuthor> = new Map();
  const media = new Map<string, SourceMedia>();
  for await (const part of parts) {
    if (part.kind === 'head') authors = authorsIn(part.text);
    if (part.kind === 'entry' && /<wp:post_type>(?:<!\[CDATA\[)?attachment\b/.test(part.text)) {
      const [id, file] = attachmentIn(part.text) ?? [];
      if (id && file) media.set(id, file);
    }
  }
  return { authors, media };
}

function authorsIn(head: string): Map<string, SourceAuthor> {
  const blocks = head.match(/<wp:author>[\s\S]*?<\/wp:author>/g) ?? [];
  return new Map(
    blocks.flatMap((block) => {
      const author = readField(block);
      if ('fault' in author) return [];
      const login = textOf(author, 'wp:author_login');
      return [[login, { name: textOf(author, 'wp:author_display_name') || login }] as const];
    }),
  );
}

function attachmentIn(xml: string): [string, SourceMedia] | undefined {
  const item = readField(xml);
  if ('fault' in item) return undefined;
  const [alt] = metaOf(item, '_wp_attachment_image_alt');
  const caption = textOf(item, 'excerpt:encoded') || undefined;
  return [textOf(item, 'wp:post_id'), { url: textOf(item, 'wp:attachment_url'), alt, caption }];
}
