import type { SourceMedia } from './source-entry.ts';

const TYPES: Record<string, string> = {
  ...{
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
    ogg: 'audio/ogg',
    mp4: 'video/mp4',
    webm: 'video/webm',
    mov: 'video/quicktime',
  },
  ...{
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    png: 'image/png',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
  },
  ...{ pdf: 'application/pdf', epub: 'application/epub+zip', zip: 'application/zip' },
};

/** The type that is named, or that the address ends like. */
export function mediaTypeOf({ url, type }: SourceMedia): string | undefined {
  if (type?.includes('/')) return type.split(';')[0]?.trim();
  const [, extension = ''] = /\.(\w{2,5})(?:[?#]|$)/.exec(url ?? '') ?? [];
  return TYPES[extension.toLowerCase()];
}

/** Among what comes with an entry, the first picture is the article's image, unless it has one; the others are attachments. */
export function imageAndAttachments(
  media: readonly SourceMedia[],
  image?: SourceMedia,
): { image?: SourceMedia | undefined; attachments: readonly SourceMedia[] } {
  const known = media.filter(({ url }) => url).map((item) => ({ ...item, type: mediaTypeOf(item) }));
  const chosen = image?.url ? image : known.find(({ type }) => type?.startsWith('image/'));
  return { image: chosen, attachments: known.filter((item) => item.url !== chosen?.url) };
}
