import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanContent } from '#lib/content/clean-content.ts';
import { cleanHtml } from '#lib/content/clean-html.ts';
import { UNCLEAN, UNCLEAN_CHARACTERS } from '../../support/unclean.ts';

const VECTORS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src=`javascript:alert(1)`>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="evil.swf"></object>',
  '<embed src="evil.swf">',
  '<form action="https://evil.example/"><input name=x><button>y</button></form>',
  '<style>body{background:url(javascript:alert(1))}</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="//evil.example/">',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<textarea><script>alert(1)</script></textarea>',
  '<title><img src=x onerror=alert(1)></title>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<p id=x class=y data-z=1 contenteditable>x</p>',
  '<a href="https://ok.example/" target=_blank onclick=alert(1)>x</a>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
];

const ALLOWED =
  /^(?:href|hreflang|rel|src|alt|width|height|lang|dir|title|cite|datetime|start|reversed|type|value|colspan|rowspan|scope|span)$/;
const ELEMENTS =
  /^(?:p|h[1-6]|blockquote|pre|hr|br|div|section|aside|address|[uo]l|li|d[ltd]|figure|figcaption|img|details|summary|table|caption|colgroup|col|t(?:head|body|foot|r|h|d)|a|abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]|time|u|var|wbr|ruby|r[bpt])$/;

/** What a browser would make of it: every element and attribute, looked at after parsing. */
function expectHarmless(html: string): void {
  const root = new DOMParser({ onError: () => undefined }).parseFromString(
    `<html><body>${html}</body></html>`,
    'text/html',
  );
  for (const element of root.getElementsByTagName('*')) {
    if (['html', 'body'].includes(element.nodeName)) continue;
    expect(element.nodeName).toMatch(ELEMENTS);
    for (const { name, value } of element.attributes) {
      expect(name).toMatch(ALLOWED);
      if (/^(?:href|src|cite)$/.test(name)) expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:)/);
    }
  }
}

describe('HTML', () => {
  it.each(VECTORS)('is harmless once it was %s', (vector) => {
    expectHarmless(cleanHtml(`<p>a</p>${vector}<p>b</p>`, {}).html);
    expectHarmless(cleanHtml(`<p>a</p>${vector}<p>b</p>`, { base: 'https://news.example/a/' }).html);
  });

  it('that is clean stays as it is', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...VECTORS),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('<p>', '</p>', '<b>', '<ul><li>', '&amp;', '"'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const { html } = cleanHtml(parts.join(''), {});
        expect(cleanHtml(html, {}).html).toBe(html);
        expectHarmless(html);
      }),
    );
  });

  it.each(['object', 'svg', 'button', 'video', 'label'])(
    'that is clean stays as it is, also where <%s> held it together',
    (name) => {
      const { html } = cleanHtml(`<p><${name}><p>a</p></${name}></p>`, {});
      expect(cleanHtml(html, {}).html).toBe(html);
    },
  );

  it('keeps what an article is made of', () => {
    const html =
      '<h2>A</h2><p lang="de">B <em>c</em> <a href="https://a.example/">d</a></p><figure><img src="https://a.example/i.jpg" alt="e" width="1" height="2" /><figcaption>f</figcaption></figure><table><tbody><tr><td colspan="2">g</td></tr></tbody></table>';
    expect(cleanHtml(html, {})).toEqual({ html, warnings: [] });
  });

  it('has its relative addresses made absolute, or taken out where nothing says to what they are relative', () => {
    const html = '<a href="../b">x</a><img src="/i.jpg">';
    expect(cleanHtml(html, { base: 'https://a.example/n/' }).html).toBe(
      '<a href="https://a.example/b">x</a><img src="https://a.example/i.jpg" />',
    );
    expect(cleanHtml(html, {})).toEqual({
      html: '<a>x</a>',
      warnings: ['removed href="../b" of <a>', 'removed src="/i.jpg" of <img>'],
    });
  });

  it('has a link in the place of a frame', () => {
    expect(cleanHtml('<iframe src="https://v.example/1" title="A film"></iframe>', {}).html).toBe(
      '<a href="https://v.example/1">A film</a>',
    );
  });

  it.each([
    ['deeply nested', '<div>'.repeat(50_000)],
    ['never closed', '<b><i>'.repeat(20_000)],
    ['one long attribute', `<p title="${'a'.repeat(200_000)}">x</p>`],
    ['all ampersands', '&'.repeat(200_000)],
    ['all open brackets', '<'.repeat(200_000)],
  ])('that is %s ends in time', (_, html) => {
    expectHarmless(cleanHtml(`<p>x</p>${html}`, {}).html.slice(0, 20_000));
  });
});

describe('content', () => {
  it('in Markdown is kept as such beside the HTML that it makes', () => {
    expect(cleanContent({ markdown: '# A\n\n**b** <script>c</script> <https://d.example/>' })).toEqual({
      markdown: '# A\n\n**b** <script>c</script> <https://d.example/>',
      html: '<h1>A</h1>\n<p><strong>b</strong>  <a href="https://d.example/">https://d.example/</a></p>',
      warnings: ['removed <script>'],
    });
  });

  it('is as harmless once it is in NFC, which joins a bracket and the stroke after it', () => {
    for (const before of ['<p>', '<p title="x">', '<p>a<b>b</b>', '<p>a<br>', '<p>&lt;'])
      for (const stroke of ['&#x338;', '&#x327;&#x338;', '&#820;', '\u0338']) {
        const { html } = cleanContent({ html: `${before}${stroke} onmouseover=alert(1) x</p>` });
        expectHarmless(html);
        expect(cleanContent({ html })).toEqual({ html, warnings: [] });
        expectHarmless(cleanContent({ markdown: `${before}${stroke} onmouseover=alert(1) x</p>` }).html);
      }
  });

  it('holds no character that no format can carry, by whatever way it came', () => {
    const html = UNCLEAN_CHARACTERS.flatMap((one) => [one, `&#${one.charCodeAt(0)};`, `<b title="${one}">x</b>`]).join(
      '',
    );
    expect(cleanContent({ html: `<p>${html}</p>` }).html).not.toMatch(UNCLEAN);
    expect(cleanContent({ markdown: html }).html).not.toMatch(UNCLEAN);
  });

  it('tells of what was taken out in whole characters', () => {
    for (const length of [46, 47, 48, 49, 50]) {
      const { warnings } = cleanContent({ html: `<p><a href="javascript:${'a'.repeat(length)}\u{1F600}">x</a></p>` });
      expect(warnings).toEqual([expect.stringContaining('removed href')]);
      expect(warnings.join('').isWellFormed()).toBe(true);
    }
  });

  it('of which nothing is left is refused, with where it was', () => {
    expect(() => cleanContent({ html: '<script>x</script>' })).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        issues: [expect.objectContaining({ pointer: '/content/html' })],
      }),
    );
  });

  it('that is too large once it is HTML is refused', () => {
    expect(() => cleanContent({ markdown: '*a*\n\n'.repeat(40_000) })).toThrow(
      expect.objectContaining({ code: 'request.too-large' }),
    );
  });
});
