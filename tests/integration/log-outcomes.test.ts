import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';
import type { Commit, Log } from '#lib/usecases/ports.ts';
import { commitOf } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { anArticle, articleId } from '../support/an-article.ts';
import { storesOf } from '../support/stores.ts';
import { NOON } from '../support/system.ts';

let table: ATable;
let log: Log;
let publication: PublicationId;
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
  ({ log } = storesOf(table));
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  publication = PublicationId.parse(`post-${count}`);
});

const numbered = (n: number, over: Partial<Article> = {}) =>
  anArticle({ id: articleId(100 * count + n), publication, slug: Slug.parse(`slug-${n}`), ...over });
const receipt = () => ({
  ...{ keyId: `key-${count}`, hash: 'hash', fingerprint: 'print', keptAt: NOON },
  outcome: { publication, first: 1, count: 1, warnings: [[]] },
});
/** Several new articles in one transaction. */
const together = (articles: readonly Article[], head = 0): Commit => ({
  ...{ publication, head },
  entries: articles.flatMap((article, index) => commitOf(article, { head: head + index }).entries),
});
const { articles } = { articles: () => storesOf(table).articles };

describe('a commit that is refused says why', () => {
  it('as repeated, when the request was carried out before: its slug and its head are its own', async () => {
    const commit = { ...commitOf(numbered(1, { externalId: 'cms 1' }), { head: 0 }), receipt: receipt() };
    expect(await log.commit(commit)).toEqual({ outcome: 'committed' });
    const again = { ...commitOf(numbered(2, { slug: Slug.parse('slug-1'), externalId: 'cms 1' }), { head: 0 }) };
    expect(await log.commit({ ...again, receipt: receipt() })).toEqual({ outcome: 'repeated', receipt: receipt() });
  });

  it('as stale, when the article has changed: that it has raced too follows from it', async () => {
    await log.commit(commitOf(numbered(1), { head: 0 }));
    const change = () => commitOf(numbered(1, { revision: 2 }), { head: 1, before: numbered(1) });
    await log.commit(change());
    const [entry] = change().entries;
    const late = entry && { ...entry, event: { ...entry.event, id: `${entry.event.id}-late` } };
    expect(await log.commit({ ...change(), entries: late ? [late] : [] })).toEqual({ outcome: 'stale' });
  });

  it('as raced, with where the log ends by now', async () => {
    await log.commit(together([numbered(1), numbered(2), numbered(3)]));
    expect(await log.commit(commitOf(numbered(4), { head: 1 }))).toEqual({ outcome: 'raced', head: 3 });
    expect(await log.commit(commitOf(numbered(5), { head: 7 }))).toEqual({ outcome: 'raced', head: 3 });
  });

  it('as taken, by the indexes of all whose slug is another article’s', async () => {
    await log.commit(together([numbered(1), numbered(2)]));
    const slugs = ['slug-9', 'slug-1', 'slug-8', 'slug-2'].map((slug) => Slug.parse(slug));
    const more = slugs.map((slug, index) => numbered(10 + index, { slug }));
    expect(await log.commit(together(more, 2))).toEqual({ outcome: 'slug-taken', at: [1, 3] });
  });

  it('as taken, by the indexes of all whose external id is another article’s', async () => {
    await log.commit(commitOf(numbered(1, { externalId: 'cms 1' }), { head: 0 }));
    const more = [numbered(2, { externalId: 'cms 2' }), numbered(3, { externalId: 'cms 1' })];
    expect(await log.commit(together(more, 1))).toEqual({ outcome: 'external-id-taken', at: [1] });
  });

  it('and leaves nothing behind', async () => {
    await log.commit(commitOf(numbered(1), { head: 0 }));
    await log.commit(together([numbered(2), numbered(3, { slug: Slug.parse('slug-1') })], 1));
    expect([await log.head(publication), await articles().get(numbered(2).id)]).toEqual([1, undefined]);
    expect(await articles().named(publication, 'slug-2')).toBeUndefined();
  });
});

describe('a name', () => {
  it('that is an external id and was given up is free for another article', async () => {
    const before = numbered(1, { externalId: 'cms 1' });
    await log.commit(commitOf(before, { head: 0 }));
    await log.commit(commitOf(numbered(1, { revision: 2 }), { head: 1, before }));
    expect(await articles().idOf(publication, 'cms 1')).toBeUndefined();
    const other = commitOf(numbered(2, { externalId: 'cms 1' }), { head: 2 });
    expect(await log.commit(other)).toEqual({ outcome: 'committed' });
    expect(await articles().idOf(publication, 'cms 1')).toBe(numbered(2).id);
  });

  it('that is an external id is free once its article is deleted, while its slug never is', async () => {
    const before = numbered(1, { externalId: 'cms 1' });
    await log.commit(commitOf(before, { head: 0 }));
    const { id } = before;
    const [{ event } = { event: undefined }] = commitOf(numbered(1, { revision: 2 }), { head: 1, before }).entries;
    if (!event) throw new Error('there is no event');
    const after = { id, publication, revision: 2, status: 'deleted' } as const;
    await log.commit({ publication, head: 1, entries: [{ event, change: { kind: 'erasure', before, after } }] });
    expect(await articles().idOf(publication, 'cms 1')).toBeUndefined();
    const named = (n: number, over: Partial<Article>) => log.commit(commitOf(numbered(n, over), { head: 2 }));
    expect(await named(2, { slug: before.slug })).toEqual({ outcome: 'slug-taken', at: [0] });
    expect(await named(3, { externalId: 'cms 1' })).toEqual({ outcome: 'committed' });
  });

  it('that is a slug leads to its article for ever, and can be its own again', async () => {
    const [first, second] = ['first', 'second'].map((slug) => Slug.parse(slug));
    const at = (revision: number, slug = first) => numbered(1, { revision, ...(slug && { slug }) });
    await log.commit(commitOf(at(1), { head: 0 }));
    await log.commit(commitOf(at(2, second), { head: 1, before: at(1) }));
    expect(await articles().named(publication, 'first')).toBe(at(1).id);
    expect(await log.commit(commitOf(numbered(2, { slug: at(1).slug }), { head: 2 }))).toMatchObject({
      outcome: 'slug-taken',
    });
    expect(await log.commit(commitOf(at(3), { head: 2, before: at(2, second) }))).toEqual({ outcome: 'committed' });
  });
});

describe('what does not fit into one transaction', () => {
  it('is too large, and no trouble of the table, when it is too many writes', async () => {
    const many = Array.from({ length: 34 }, (_, n) => numbered(n));
    await expect(log.commit(together(many))).rejects.toMatchObject({ code: 'request.too-large' });
  });

  it('is too large, and no trouble of the table, when it is too many bytes', async () => {
    const html = () => randomBytes(250_000).toString('base64');
    const many = Array.from({ length: 9 }, (_, n) => numbered(n, { content: { html: html() } }));
    await expect(log.commit(together(many))).rejects.toMatchObject({ code: 'request.too-large' });
    expect(await log.commit(together(many.slice(0, 7)))).toEqual({ outcome: 'committed' });
  });
});
