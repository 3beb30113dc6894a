import { isExport } from './bulletin-export.ts';
import { SourceFault } from './source-fault.ts';
import { isWordpress } from './wordpress-site.ts';

export type SourceFormat = 'feed' | 'wordpress' | 'json' | 'bulletin';

const startsWith = (start: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, at) => start[at] === byte);

/** What is no text at all, by its first bytes. */
export function refuseBinary(start: Uint8Array): void {
  if (start.length === 0) throw new SourceFault('it is empty');
  if (startsWith(start, 0x50, 0x4b, 0x03, 0x04)) throw new SourceFault('it is a zip archive: unpack it first');
  if (startsWith(start, 0x1f, 0x8b)) throw new SourceFault('it is packed with gzip: unpack it first');
  const wide = startsWith(start, 0xff, 0xfe) || startsWith(start, 0xfe, 0xff);
  if (!wide && start.subarray(0, 1_000).includes(0)) throw new SourceFault('it is no text');
}

/** Which format a text is in, by how it begins. */
export function formatOf(start: string): SourceFormat {
  const text = start.replace(/^\uFEFF/, '').trimStart();
  if (text === '') throw new SourceFault('it is empty');
  if (text.startsWith('{')) return isExport(text) ? 'bulletin' : 'json';
  if (!text.startsWith('<')) throw new SourceFault('it is neither XML nor JSON, as feeds and exports are');
  const [, root = ''] = /<(?![?!])([\w:.-]+)/.exec(withoutProlog(text)) ?? [];
  if (/^(?:[\w.-]+:)?(?:rss|feed|rdf)$/i.test(root)) return isWordpress(text) ? 'wordpress' : 'feed';
  if (/^html$/i.test(root)) throw new SourceFault(`it is an HTML page, and no feed${feedNamedIn(text)}`);
  throw new SourceFault(`its root element is <${root.slice(0, 40)}>: no feed begins so`);
}

/** Without comments and a DOCTYPE, which may hold what looks like elements. */
export const withoutProlog = (text: string): string =>
  text.replace(/<!--[\s\S]*?-->/g, '').replace(/<!DOCTYPE[^<>[]*(?:\[[\s\S]*?\]\s*)?>/gi, '');

/** A page says where its feed is (RFC 4287 autodiscovery, as browsers had it). */
function feedNamedIn(html: string): string {
  const links = html.match(/<link\b[^<>]{0,1000}>/gi) ?? [];
  const feed = links.find(
    (link) => /\balternate\b/i.test(link) && /application\/(?:rss|atom|feed)\+(?:xml|json)/i.test(link),
  );
  const [, address] = /\bhref\s*=\s*["']([^"'<>]{1,500})/i.exec(feed ?? '') ?? [];
  return address ? `; it names this one: ${address}` : '';
}
