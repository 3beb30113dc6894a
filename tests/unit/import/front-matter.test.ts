import { expect, it } from 'vitest';
import { readArticleFile } from '#lib/import/front-matter.ts';

it('reads fields, and under them the content', () => {
  const file =
    '---\ntitle: "Ferry: again"\ntags: [Sea, Sky]\nauthors:\n  - mira\n  - name: Ann\n---\n\nIt **sails**.\n\n---\n\nThe end.\n';
  expect(readArticleFile(file, 'markdown')).toEqual({
    ...{ title: 'Ferry: again', tags: ['Sea', 'Sky'], authors: ['mira', { name: 'Ann' }] },
    content: { markdown: 'It **sails**.\n\n---\n\nThe end.' },
  });
});

it('reads dates as people write them, and files as editors on Windows do', () => {
  expect(readArticleFile('\uFEFF---\r\ntitle: A\r\npublishedAt: 2026-11-20\r\n---\r\n<p>x</p>\r\n', 'html')).toEqual({
    ...{ title: 'A', publishedAt: '2026-11-20T00:00:00.000Z', content: { html: '<p>x</p>' } },
  });
  const spaced = readArticleFile('---\npublishAt: 2026-11-20 08:30 +01:00\n---\n', 'html');
  expect(spaced).toMatchObject({ publishAt: '2026-11-20T07:30:00.000Z' });
});

it.each([
  ['no fields', 'Text', /does not begin with its fields/],
  ['fields without an end', '---\ntitle: A\n', /does not begin with its fields/],
  ['broken YAML', '---\ntitle: [a\n---\n', /no YAML/],
  ['a list', '---\n- a\n---\n', /each is a name, a colon and a value/],
  ['nothing at all', '---\n---\n', /each is a name, a colon and a value/],
  [
    'a bomb of aliases',
    `---\na: &a [x]\n${'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`)
      .join('\n')}\n---\n`,
    /refer to one another/,
  ],
])('refuses %s', (_, file, reason) => {
  expect(() => readArticleFile(file, 'markdown')).toThrow(reason);
});
