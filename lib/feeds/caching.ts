/** How long a reader may go without asking again. RSS `ttl` and the cache headers say the same. */
export const FEED_MAX_AGE_SECONDS = 60;

/** RFC 9111 §5.2, RFC 5861: a reader is served at once, even while the origin is slow or away. */
export const FEED_CACHE_CONTROL = [
  'public',
  `max-age=${FEED_MAX_AGE_SECONDS}`,
  `s-maxage=${FEED_MAX_AGE_SECONDS}`,
  'stale-while-revalidate=600',
  'stale-if-error=86400',
].join(', ');
