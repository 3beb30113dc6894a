import { describe, expect, it } from 'vitest';
import { draftFrom } from '#lib/import/draft-from.ts';
import type { SourceEntry } from '#lib/import/source-entry.ts';
import { NOON } from '../../support/system.ts';

const draft = (over: Partial<SourceEntry>, { keepUrls = false } = {}) =>
  draftFrom(
    { kind: 'entry', id: '1', title: 'Ferry', content: { html: '<p>x</p>' }, date: '2026-11-01T08:00:00Z', ...over },
    { now: NOON, keepUrls, language: 'en' },
  );

it('is the whole of what an article can have', () => {
  expect(
    draft({
      ...{ summary: ' In\u0000 short ', slug: '%D7%A9-1', link: 'https://old.example/1', language: 'DE-at' },
      ...{
        categories: ['', 'Sea', 'Sky'],
        tags: ['sky', 'Wind'],
        authors: [{ name: 'Ann', url: 'mailto:x' }, { name: 'ann' }],
      },
      image: { url: 'https://old.example/1.jpg', type: '', length: 0, duration: 3 },
      attachments: [{ url: 'https://old.example/1.mp3', type: 'audio/mpeg', length: 0 }, { url: 'nowhere' }],
    }),
  ).toEqual({
    draft: {
      ...{
        externalId: '1',
        title: 'Ferry',
        content: { html: '<p>x</p>' },
        summary: 'In short',
        slug: 'ש-1',
        language: 'de-AT',
      },
      ...{ section: 'Sea', tags: ['sky', 'Wind'], authors: [{ name: 'Ann' }] },
      image: { url: 'https://old.example/1.jpg' },
      attachments: [{ url: 'https://old.example/1.mp3', type: 'audio/mpeg' }],
      ...{ status: 'published', publishedAt: '2026-11-01T08:00:00.000Z' },
    },
    notes: ['left out its attachment, which is not as it has to be'],
  });
});

it('sends readers elsewhere only when it is told to', () => {
  expect(draft({ link: 'https://old.example/1' })).not.toHaveProperty('draft.url');
  expect(draft({ link: 'https://old.example/1' }, { keepUrls: true })).toHaveProperty(
    'draft.url',
    'https://old.example/1',
  );
});

it('makes addresses absolute by where the entry was', () => {
  expect(draft({ link: 'https://old.example/a/1', content: { html: '<a href="../b">b</a>' } })).toMatchObject({
    draft: { content: { html: '<a href="https://old.example/b">b</a>' } },
  });
});

it('says of its content what was taken out', () => {
  expect(draft({ content: { html: 'x<script>y</script>' } })).toMatchObject({ notes: ['removed <script>'] });
});

it('takes the first words of an entry without a title', () => {
  expect(draft({ title: '', content: { html: `<p>${'Short words. '.repeat(20)}</p>` } })).toMatchObject({
    draft: { title: expect.stringMatching(/^Short words.{50,80}…$/) },
  });
});

it('has an id that is the same whenever the entry is read', () => {
  const id = (over: Partial<SourceEntry>) => (draft(over) as { draft: { externalId: string } }).draft.externalId;
  expect(id({ id: ' urn:1 ' })).toBe('urn:1');
  expect(id({ id: undefined, link: 'https://old.example/1' })).toBe('https://old.example/1');
  expect(id({ id: '' })).toBe(id({ id: undefined }));
  expect(id({ id: 'x'.repeat(600) })).toMatch(/^sha256:/);
  expect(id({ id: 'x'.repeat(600) })).not.toBe(id({ id: 'x'.repeat(601) }));
});

describe('the time is', () => {
  it.each<[string, Partial<SourceEntry>, object]>([
    [
      'kept',
      { date: 'Mon, 02 Nov 2026 10:00:00 +0200' },
      { status: 'published', publishedAt: '2026-11-02T08:00:00.000Z' },
    ],
    ['now, when there is none', { date: undefined }, { status: 'published' }],
    ['now, when it cannot be read', { date: 'item 5 of 2001' }, { status: 'published' }],
    ['now, when it is still to come', { date: '2027-01-01' }, { status: 'published' }],
    [
      'that of the plan',
      { date: '2027-01-01', status: 'scheduled' },
      { status: 'scheduled', publishAt: '2027-01-01T00:00:00.000Z' },
    ],
    [
      'past, of a plan that was carried out',
      { status: 'scheduled' },
      { status: 'published', publishedAt: '2026-11-01T08:00:00.000Z' },
    ],
    ['none, of a draft', { status: 'draft' }, { status: 'draft' }],
  ])('%s', (_, over, expected) => {
    const { status, publishedAt, publishAt } = (draft(over) as { draft: Record<string, unknown> }).draft;
    expect(JSON.parse(JSON.stringify({ status, publishedAt, publishAt }))).toEqual(expected);
  });
});

it.each<[string, Partial<SourceEntry>, RegExp]>([
  ['no text', { content: { html: ' ' } }, /it has no text/],
  ['nothing to read', { content: { html: '<script>x</script>' } }, /nothing is left of its text/],
  ['too much text', { content: { html: 'x'.repeat(400_000) } }, /more than 300 KB/],
  ['nothing to call it by', { title: '', content: { html: '<img src="https://old.example/1.jpg">' } }, /its title/],
])('makes none of an entry with %s', (_, over, reason) => {
  expect(draft(over)).toEqual({ reason: expect.stringMatching(reason) });
});
