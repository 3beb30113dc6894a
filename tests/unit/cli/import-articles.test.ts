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

const DEFECT = { type: 'about:blank', title: 'Internal Server Error', status: 500, instance: 'r-1' };

type Kept = Known & { title: string; slug?: string };

/** A publication in memory, which takes batches as a whole or not at all, as the API does. */
class Desk implements ArticleDesk {
  readonly kept = new Map<string, Kept>();
  readonly authors: string[] = [];
  batches = 0;
  broken: Refusal | undefined;
  /** The only batch that is refused so; all, when left out. */
  brokenAt: number | undefined;

  async addBatch(drafts: Parameters<ArticleDesk['addBatch']>[0]) {
    this.batches += 1;
    if (this.broken && this.batches === (this.brokenAt ?? this.batches)) throw this.broken;
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
    if (title === 'Defective') throw new Refusal(DEFECT, new Response(null, { status: 500 }));
    if (title === 'Refused') throw refusal(400, 'request.invalid', [{ pointer: '/title', expected: 'another' }]);
    if (slug && [...this.kept.values()].some((kept) => kept.slug === slug)) throw refusal(409, 'article.slug-taken');
  }
}

const entry = (id: string, over: Partial<SourceEntry> = {}): SourceEntry => ({
  ...{ kind: 'entry', id, title: `Title ${id}`, content: { html: 'x' }, date: '2026-11-01' },
  ...over,
});

async function* streamOf(readings: readonly Reading[]) {
  yield* readings;
}

const importing = ({ desk, outcomes }: { desk: Desk; outcomes: ImportOutcome[] }) => ({
  ...{ publication: 'here', desk, circumstances: { now: NOON, keepUrls: false, language: 'en' } },
  report: { add: (outcome: ImportOutcome) => void outcomes.push(outcome) },
});

async function imported(readings: readonly Reading[], desk = new Desk()) {
  const outcomes: ImportOutcome[] = [];
  await importArticles(streamOf(readings), importing({ desk, outcomes }));
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

it('leaves out only the article that Bulletin fails at', async () => {
  const { outcomes } = await imported([...many.slice(0, 5), entry('bad', { title: 'Defective' })]);
  expect(outcomesOf(outcomes)).toEqual(['created', 'skipped']);
  expect(outcomes.at(-1)).toMatchObject({ id: 'bad', reason: 'the server failed (500, request r-1)' });
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
  ['something fails that is not Bulletin', refusal(500)],
])('ends at once when %s, instead of leaving out everything', async (_, refused) => {
  const desk = new Desk();
  desk.broken = refused;
  await expect(imported(many, desk)).rejects.toThrow(refused);
  expect(desk.batches).toBeLessThan(4);
});

const BATCHES_OF_250 = Array.from({ length: 11 }, (_, index) => index + 1);

it.each(BATCHES_OF_250)(
  'fails when batch %i of 11 cannot be sent, and goes on from there the next time',
  async (at) => {
    const desk = new Desk();
    desk.broken = refusal(503, 'publication.busy');
    desk.brokenAt = at;
    const all = Array.from({ length: 250 }, (_, n) => entry(String(n)));
    await expect(imported(all, desk)).rejects.toThrow(desk.broken);
    const { outcomes } = await imported(all, desk);
    expect(outcomesOf(outcomes)).not.toContain('skipped');
    expect(desk.kept.size).toBe(250);
  },
);

it('reports what became of a batch that was on its way when another failed', async () => {
  const desk = new Desk();
  const sound = desk.addBatch.bind(desk);
  const secondIsSent = Promise.withResolvers<void>();
  const outcomes: ImportOutcome[] = [];
  desk.addBatch = async (drafts) => {
    if (drafts[0]?.externalId === '0') {
      await secondIsSent.promise;
      throw refusal(401, 'key.refused');
    }
    secondIsSent.resolve();
    await new Promise(setImmediate);
    return sound(drafts);
  };
  const ended = importArticles(streamOf(many), importing({ desk, outcomes }));
  await expect(ended).rejects.toThrow('key.refused');
  expect(outcomes.map(({ id }) => id)).toEqual([...desk.kept.keys()]);
  expect(outcomes.length).toBe(24);
});

it('fails when the source is read to its end, and its last articles are refused one by one', async () => {
  const { desk } = await imported(many);
  desk.find = async () => {
    throw refusal(401, 'key.refused');
  };
  await expect(imported(many, desk)).rejects.toThrow('key.refused');
});
