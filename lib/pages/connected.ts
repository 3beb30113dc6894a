import { FEED_FORMATS, type FeedId, feedUrl } from '#lib/domain/feed.ts';
import { feedsPath } from '#lib/domain/page-url.ts';
import { MEDIA_TYPES } from '#lib/feeds/media-types.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { type Html, html, NOTHING } from './html.ts';
import { wordsOf } from './language.ts';
import type { Site } from './page.ts';

/** A list in its three formats, as links to copy or to open. */
export function feedLinks({ publication, publicUrl, ...site }: Site, feed: FeedId): Html {
  const { formats } = wordsOf({ publication, ...site });
  const links = FEED_FORMATS.map((format) => {
    const href = feedUrl(feed, { publicUrl, publication: publication.id, format });
    return html`<li><a class="feed-address" href="${href}" type="${MEDIA_TYPES[format]}">${formats[format]}</a></li>`;
  });
  return html`<ul class="formats">${links}</ul>`;
}

/** How to hear of what is new: the feeds of a list, all others, and the publication's own links. */
export function connected(site: Site, { feed, label }: { feed: FeedId; label?: string }): Html {
  const words = wordsOf(site);
  const links = (site.publication.links ?? []).flatMap(({ title, url }) => {
    const href = webUrl(url);
    return href ? [html`<li><a href="${href}" rel="me"><bdi>${title}</bdi></a></li>`] : [];
  });
  return html`<aside class="connected" aria-labelledby="connected">
<h2 id="connected">${label ? words.follow(label) : words.connected}</h2>
<p>${words.howToFollow}</p>
${feedLinks(site, feed)}
<p><a href="${feedsPath(site.publication.id)}">${words.allFeeds}</a></p>
${links.length > 0 ? html`<ul class="links">${links}</ul>` : NOTHING}
</aside>`;
}
