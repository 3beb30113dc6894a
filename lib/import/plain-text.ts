import { cleanHtml } from '#lib/content/clean-html.ts';
import { plainText as wordsOf } from '#lib/content/reading.ts';

/** Far more than any title or summary that is kept, so that a hostile one costs nothing. */
const MOST = 20_000;

/** The words of some HTML, in one line. */
export const plainText = (html: string): string => wordsOf(cleanHtml(html.slice(0, MOST), {}).html);

const NAMES = 'a|b|br|cite|code|del|em|i|ins|mark|small|span|strong|sub|sup|u';
const INLINE = new RegExp(`</?(?:${NAMES})\\b[^<>]{0,500}>`, 'i');
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;
const NO_TAG = new RegExp(`<(?!/?(?:${NAMES})\\b)`, 'gi');

/** A title that may be text, HTML, or HTML escaped once too often: only what is HTML beyond doubt is read as HTML. */
export function titleText(title: string): string {
  const start = title.slice(0, MOST);
  const isHtml = INLINE.test(start) || REFERENCE.test(start);
  return isHtml ? plainText(start.replace(NO_TAG, '&lt;')) : start.replace(/\s+/gu, ' ').trim();
}
