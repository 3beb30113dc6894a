import { expect, it } from 'vitest';
import { cleanHtml } from '#lib/content/clean-html.ts';

it.each([
  ...['script', 'style', 'noscript', 'template', 'textarea', 'option', 'title'],
  ...['xmp', 'noembed', 'noframes', 'plaintext'],
])('leaves out all that stands in <%s>, its text too', (name) => {
  const { html, warnings } = cleanHtml(`<p>One.</p><${name}>Enable <b>scripts</b>.</${name}>`, {});
  expect(html).toBe('<p>One.</p>');
  expect(warnings).toContain(`removed <${name}>`);
});

it('keeps the text of other elements that it leaves out', () => {
  expect(cleanHtml('<section><font>One <blink>two</blink></font> three.</section>', {})).toEqual({
    html: '<section>One two three.</section>',
    warnings: ['removed <font>', 'removed <blink>'],
  });
});
