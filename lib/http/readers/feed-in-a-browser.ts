import type { FeedFormat } from '#lib/domain/feed.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import type { ApiRequest } from '#lib/http/request.ts';

/**
 * A browser that shows a feed to a person says so (Fetch Metadata, `Sec-Fetch-Dest`). To it the very same bytes are called
 * XML: under their own types browsers take them for plain text, and leave their stylesheet aside.
 */
export const contentTypeFor = ({ header }: Pick<ApiRequest, 'header'>, format: FeedFormat): string =>
  format !== 'json' && header('sec-fetch-dest') === 'document'
    ? 'application/xml; charset=utf-8'
    : contentTypeOf(format);

export const variation = (format: FeedFormat): { vary?: string } =>
  format === 'json' ? {} : { vary: 'Accept-Encoding, Sec-Fetch-Dest' };
