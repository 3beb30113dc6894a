/** A page may show the pictures of its articles, wherever they are, and use what is of this origin; nothing else. */
const POLICY = [
  "default-src 'none'",
  'img-src * data:',
  'media-src *',
  "style-src 'self'",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'strict-origin-when-cross-origin',
};
