import { withParagraphs } from './paragraphs.ts';

/** Those that WordPress itself has: what is between them stays. Of any other nobody knows whether it is one. */
const SHORTCODE = /\[(\/?)(caption|wp_caption|gallery|playlist|audio|video|embed)\b([^[\]]{0,2000})\]/g;
const BLOCK_MARK = /<!--\s*\/?wp:[^>]{0,5000}?-->/g;

/** The HTML of a post as WordPress would show it, but for what only its plugins can show. */
export function wordpressContent(source: string): { html: string; notes: string[] } {
  const dropped = new Set<string>();
  const html = source.replace(BLOCK_MARK, '').replace(SHORTCODE, (_, slash: string, name: string, rest: string) => {
    if (!slash && name !== 'embed' && !name.endsWith('caption')) dropped.add(name);
    const [, address] = /\b(?:src|mp3|m4a|ogg|mp4|webm)="(https?:[^"<>]{1,2000})"/.exec(rest) ?? [];
    return address ? `<a href="${address}">${address}</a>` : '';
  });
  return { html: withParagraphs(html).trim(), notes: [...dropped].map((name) => `replaced [${name}]`) };
}
