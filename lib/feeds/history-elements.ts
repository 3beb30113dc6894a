import type { FeedModel } from './feed-model.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { add, type Element } from './xml.ts';

/** The links and the mark of RFC 5005, in the head of a feed. */
export function addHistory(
  head: Element,
  { history, link, type, before }: Pick<FeedModel, 'history'> & Form & { before: Element | undefined },
): void {
  const { current, previous } = history;
  if (current) add(head, { name: 'fh:archive', before });
  for (const [rel, href] of Object.entries({ current, 'prev-archive': previous })) {
    if (href) add(head, { name: link, attributes: { rel, href, type: MEDIA_TYPES[type] }, before });
  }
}

interface Form {
  readonly link: 'link' | 'atom:link';
  readonly type: 'rss' | 'atom';
}
