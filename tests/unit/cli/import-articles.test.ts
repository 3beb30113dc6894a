import { expect, it } from 'vitest';
import type { Issue } from '#lib/api/problem.ts';
import type { ArticleDesk, Known } from '#lib/cli/article-desk.ts';
import { importArticles } from '#lib/cli/import-articles.ts';
import type { ImportOutcome } from '#lib/cli/import-report.ts';
import { Refusal } from '#lib/client/refusal.ts';
import type { Reading, SourceEntry } from '#lib/import/source-entry.ts';
import { NOON } from '../../support/system.ts';

const refusal = (status: number, code?: string, issues: readonly Issue[] = []) =>
  new Refusal(
    { type: 'about:blank', title: code ?? 'Not Found', status, ...(code && { code }), issues: [...issues] },
    new Response(null, { status }),
  );

type Kept = Known & { title: string; slug?: string };

/** A publication in memory, which takes batches as a whole or not at all, as the API does. */
class Desk implements ArticleDesk {
  readonly kept = new Map<string, Kept>();
  readonly authors: string[] = [];
  batches = 0;
  broken: Refusal | undefined;

  async addBatch(drafts: Parameters<ArticleDesk['addBatch']>[0]) {
    this.batches += 1;
    if (this.broken) throw this.broken;
    if (drafts.some(({ externalId = '' }) => this.kept.has(externalId)))
      throw refusal(409, 'article.external-id-taken');
    const before = [...this.kept];
    return Promise.all(drafts.map((draft) => this.add(draft))).catch((error: unknown) => {
      this.kept.clear();
      for (const [id, article] of before) this.kept.set(id, article);
      throw error;
    });
  }

  async find(externalId: string) {
    return this.kept.get(externalId);
  }

  async holds(id: string) {
    return [...this.kept.values()].some((kept) => kept.id === id);
  }

  async add(draft: object) {
    this.#check(draft);
    const { externalId, ...rest } = draft as Kept & { externalId: string };
    const article = { ...rest, id: `art_${externalId}`, revision: 1 };
    this.kept.set(externalId, article);
    return { id: article.id, url: `https://bulletin.example/${externalId}`, warnings: [] };
  }

  async replace(known: Known, draft: object) {
    const { title, externalId } = draft as Kept & { externalId: string };
    const changed = this.kept.get(externalId ?? '')?.title !== title;
    this.kept.set(externalId, { ...known, ...draft, title, revision: known.revision + (changed ? 1 : 0) });
    return { id: known.id, url: '', warnings: [], changed };
  }

  async putAuthor({ id }: { id: string }) {
    this.authors.push(id);
  }

  #check(draft: object) {
    const { title, slug } = draft as Kept;
    if (title === 'Refused') throw refusal(400, 'request.invalid', [{ pointer: '/title', expected: 'another' }]);
    if (slug && [...this.kept.values()].some((kept) => kept.slug === slug)) throw refusal(409, 'article.slug-taken');
  }
}

const entry = (id: string, over: Partial<SourceEntry> = {}): SourceEntry => ({
  ...{ kind: 'entry', id, title: `Title ${id}`, content: { html: 'x' }, date: '2026-11-01' },
  ...over,
});

async function imported(readings: readonly Reading[], desk = new Desk()) {
  const outcomes: ImportOutcome[] = [];
  const circumstances = { now: NOON, keepUrls: false, language: 'en' };
  const report = { add: (outcome: ImportOutcome) => void outcomes.push(outcome) };
  const stream = (async function* () {
    yield* readings;
  })();
  await importArticles(stream, { publication: 'here', desk, circumstances, report });
  return { desk, outcomes };
}

const many = Array.from({ length: 60 }, (_, n) => entry(String(n)));
const outcomesOf = (outcomes: readonly ImportOutcome[]) => [...new Set(outcomes.map(({ outcome }) => outcome))];

it('sends batches of 24', async () => {
  const { desk, outcomes } = await imported(many);
  expect(desk.batches).toBe(3);
  expect(outcomes.length).toBe(60);
  expect(outcomesOf(outcomes)).toEqual(['created']);
});

it('makes nothing twice when it is repeated, and says what has changed', async () => {
  const { desk } = await imported(many.slice(0, 40));
  const { outcomes } = await imported([...many.slice(0, 59), entry('59', { title: 'Other' })], desk);
  expect(desk.kept.size).toBe(60);
  expect(outcomes.filter(({ outcome }) => outcome === 'unchanged').length).toBe(40);
  expect((await imported([entry('59', { title: 'Third' })], desk)).outcomes).toMatchObject([{ outcome: 'updated' }]);
});

it('leaves out only what is refused', async () => {
  const { outcomes } = await imported([...many.slice(0, 5), entry('bad', { title: 'Refused' })]);
  expect(outcomes.filter(({ outcome }) => outcome === 'created').length).toBe(5);
  expect(outcomes.at(-1)).toMatchObject({
    ...{ outcome: 'skipped', title: 'Refused', id: 'bad' },
    reason: 'request.invalid (request.invalid, 400); /title: another',
  });
});

it('leaves out what repeats an id, what makes no article, and what the source left out', async () => {
  const skipped: Reading = { kind: 'skipped', reason: 'it is a page', title: 'About' };
  const { outcomes } = await imported([
    entry('1'),
    entry('1', { title: 'Again' }),
    entry('2', { content: undefined }),
    skipped,
  ]);
  expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
    ...['another entry before it has the same id', 'it has no text', 'it is a page', 'created'],
  ]);
});

it('takes another slug where one is taken', async () => {
  const { desk, outcomes } = await imported([entry('1', { slug: 'ferry' }), entry('2', { slug: 'ferry' })]);
  expect(outcomes).toMatchObject([
    { outcome: 'created' },
    { outcome: 'created', notes: [expect.stringContaining("'ferry'")] },
  ]);
  expect(desk.kept.get('2')?.slug).toBeUndefined();
});

it('publishes nothing again that was withdrawn here, and leaves dates as they are', async () => {
  const desk = new Desk();
  desk.kept.set('1', { id: 'art_1', revision: 2, status: 'withdrawn', title: 'Title 1' });
  desk.kept.set('2', {
    id: 'art_2',
    revision: 1,
    status: 'published',
    title: 'Old',
    publishedAt: '2020-01-01T00:00:00.000Z',
  });
  const { outcomes } = await imported([entry('1'), entry('2')], desk);
  expect(outcomes).toMatchObject([{ reason: 'it was withdrawn in this publication' }, { outcome: 'updated' }]);
  expect(desk.kept.get('2')?.publishedAt).toBe('2020-01-01T00:00:00.000Z');
});

it('puts authors before the articles that name them', async () => {
  const { desk } = await imported([
    { kind: 'author', author: { id: 'mira' as never, name: 'Mira' } },
    entry('1', { authors: ['mira'] }),
  ]);
  expect(desk.authors).toEqual(['mira']);
});

it('makes no second one of an article that is the publication’s own', async () => {
  const desk = new Desk();
  const { outcomes: first } = await imported(
    [entry('art_x', { article: { id: 'art_x', publication: 'there' } })],
    desk,
  );
  expect(first).toMatchObject([{ outcome: 'created' }]);
  const own = entry('art_art_x', { article: { id: 'art_art_x', publication: 'here' } });
  expect((await imported([own], desk)).outcomes).toMatchObject([{ reason: 'it is in this publication already' }]);
});

it.each([
  ['the key is refused', refusal(401, 'key.refused')],
  ['something answers that is not Bulletin', refusal(404)],
])('ends at once when %s, instead of leaving out everything', async (_, refused) => {
  const desk = new Desk();
  desk.broken = refused;
  await expect(imported(many, desk)).rejects.toThrow(refused);
  expect(desk.batches).toBeLessThan(4);
});
