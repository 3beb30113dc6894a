import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { withPicture } from '#lib/feeds/picture.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { texts } from '../../support/strict-xml.ts';

const words = '<p>The ribbon was cut at noon.</p>';
const url = 'https://harbour.example/a.jpg?w=800&h=600';
const image = { url, alt: 'A “bridge” & a <ferry>', caption: 'Open "at last"', credit: 'Bo', width: 800, height: 600 };

describe('an article’s picture', () => {
  it('stands before its content in every format', () => {
    const of = { articles: [{ image }] };
    const content =
      '<figure><img src="https://harbour.example/a.jpg?w=800&amp;h=600" alt="A “bridge” &amp; a &lt;ferry&gt;"' +
      ` width="800" height="600"><figcaption>Open "at last" (Bo)</figcaption></figure>\n${words}`;
    expect(texts(rssOf(of), 'channel', 'item', 'content:encoded')).toEqual([content]);
    expect(texts(atomOf(of), 'entry', 'content')).toEqual([content]);
    expect(jsonOf(of).items).toMatchObject([{ content_html: content, image: url }]);
  });

  it.each([
    [{ url }, ''],
    [{ url, caption: 'Open' }, '<figcaption>Open</figcaption>'],
    [{ url, credit: 'Bo <bo@photos.example>' }, '<figcaption>Bo &lt;bo@photos.example&gt;</figcaption>'],
  ])('has a legend of what is known: %o', (known, legend) => {
    expect(withPicture(words, known)).toBe(
      `<figure><img src="https://harbour.example/a.jpg?w=800&amp;h=600" alt="">${legend}</figure>\n${words}`,
    );
  });

  it('is not shown again where the content shows it', () => {
    const html = `<p>One.</p><img alt="&gt;" src="https://harbour.example/a.jpg?w=800&amp;h=600" width="10" />`;
    expect(withPicture(html, image)).toBe(html);
  });

  it.each([
    ['in another size', '<img src="https://harbour.example/a.jpg?w=80&amp;h=60" />'],
    ['as a link', `<a href="https://harbour.example/a.jpg?w=800&amp;h=600">picture</a>`],
    ['as words', `<code>&lt;img src="https://harbour.example/a.jpg?w=800&amp;h=600"&gt;</code>`],
    ['as the words of another', '<img alt=" src=&quot;https://harbour.example/a.jpg?w=800&amp;h=600&quot;" src="b" />'],
  ])('is shown where the content has it only %s', (_, html) => {
    expect(withPicture(html, image)).toContain('<figure>');
  });

  it('is shown as it is described, whatever is in the description', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('"><script>', '</figcaption><p>', '&quot;', "' onerror='x"));
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), text, text, (address, alt, caption) => {
        const document = parseDocument(withPicture('', { url: address, alt, caption }));
        const elements = DomUtils.findAll(() => true, document.children);
        const names = elements.map(({ name }) => name);
        expect(names).toEqual(['figure', 'img', ...(caption.trim() === '' ? [] : ['figcaption'])]);
        expect(elements[1]?.attribs.src).toBe(address);
        expect(elements[1]?.attribs.alt?.trim()).toBe(alt.trim());
        expect(Object.keys(elements[1]?.attribs ?? {})).toEqual(['src', 'alt']);
      }),
    );
  });
});
