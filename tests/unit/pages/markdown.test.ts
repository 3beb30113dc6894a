import { expect, it } from 'vitest';
import { markdownOf } from '#lib/pages/markdown/markdown-of.ts';

it.each([
  ['<p>One</p>\n<p>Two<br />three</p>', 'One\n\nTwo\\\nthree\n'],
  ['<h2>Head</h2><h3>Lower</h3>', '## Head\n\n### Lower\n'],
  ['<p>2 * 3 * 4, _x_ &lt;b&gt; # [a](b)</p>', '2 \\* 3 \\* 4, \\_x\\_ \\<b> # \\[a]\\(b)\n'],
  ['<p>one<strong>x😀</strong>two <em>x!</em></p>', 'one<strong>x😀</strong>two *x!*\n'],
  ['<p># none</p><p>1. none</p><p>- none</p>', '\\# none\n\n1\\. none\n\n\\- none\n'],
  ['<p>one<br />===</p>', 'one\\\n\\===\n'],
  ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c\n'],
  ['<ol start="3"><li>three</li><li>four</li></ol>', '3. three\n4. four\n'],
  ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b\n'],
  ['<pre><code>a\n  b\n</code></pre>', '```\na\n  b\n```\n'],
  ['<p><code>x ` y</code> <del>no</del></p>', '``x ` y`` <del>no</del>\n'],
  ['<p><a href="https://x.example/a(b)">t]x</a></p>', '[t\\]x](https://x.example/a\\(b\\))\n'],
  [
    '<figure><img src="https://x.example/i.jpg" alt="A [bridge]" /><figcaption>At dusk</figcaption></figure>',
    '![A \\[bridge\\]](https://x.example/i.jpg)\n\nAt dusk\n',
  ],
  [
    '<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>',
    '| a\\|b | c |\n| --- | --- |\n| d |  |\n',
  ],
  ['<div>loose <em>text</em><p>and more</p></div>', 'loose *text*\n\nand more\n'],
  ['<p><code></code></p><p><br /></p>', ''],
  ['<hr />', '---\n'],
])('%s is %j', (html, expected) => {
  expect(markdownOf(html)).toBe(expected);
});

it('HTML that was never made clean stays HTML, which Markdown may hold', () => {
  expect(markdownOf('<p>One<p>Two &nbsp;')).toBe('<p>One<p>Two &nbsp;');
});
