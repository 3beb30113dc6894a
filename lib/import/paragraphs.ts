const BLOCK =
  /^<(?:\/|!--|(?:address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video)\b)/i;
const WHOLE = /(<pre\b[\s\S]*?(?:<\/pre>|$))/i;

/** Paragraphs of what an editor kept as lines: blank lines end one, single ones break it. What has paragraphs stays. */
export function withParagraphs(html: string): string {
  if (/<p[\s>]/i.test(html)) return html;
  const parts = html.replace(/\r\n?/g, '\n').split(WHOLE);
  return parts.map((part) => (/^<pre\b/i.test(part) ? part : paragraphsOf(part))).join('\n');
}

const paragraphsOf = (text: string): string =>
  text
    .split(/\n[^\S\n]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => (BLOCK.test(block) ? block : `<p>${block.replaceAll('\n', '<br>\n')}</p>`))
    .join('\n');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Plain text as HTML. */
export const htmlOfText = (text: string): string => withParagraphs(escaped(text));
