import type { MediaNs } from 'feedsmith';
import { mediaTypeOf } from './feed-media.ts';
import type { SourceMedia } from './source-entry.ts';

const KINDS: Record<string, string> = { image: 'image/jpeg', audio: 'audio/mpeg', video: 'video/mp4' };

/** Media RSS: one file in several sizes counts once, and the first is the one that is meant. */
export function mediaIn(media: MediaNs.ItemOrFeed | undefined): SourceMedia[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap(({ contents = [] }) => contents.slice(0, 1)),
  ];
  return contents.map((content) => ({
    ...{ url: content.url, length: content.fileSize, duration: content.duration },
    ...{ width: content.width, height: content.height },
    type: mediaTypeOf({ url: content.url, type: content.type }) ?? KINDS[content.medium ?? ''],
    title: content.title?.value,
    caption: (content.description ?? media?.description)?.value,
    credit: (content.credits ?? media?.credits)?.[0]?.value,
  }));
}
