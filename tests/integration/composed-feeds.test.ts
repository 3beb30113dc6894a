import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import { compositionNamed } from '#lib/domain/composition.ts';
import { slugify } from '#lib/domain/slug.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';
import { NOON } from '../support/system.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

const open = async (name: string): Promise<string[]> => {
  const { text } = await desk.read({ kind: 'composed', name });
  return JSON.parse(text).items.map(({ title }: { title: string }) => title);
};

const aDesk = async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `composed-${count}` });
  await desk.deps.authors.put(desk.publication.id, { id: 'ada' as AuthorId, name: 'Ada', modifiedAt: NOON });
};

beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());

describe('a composed feed', () => {
  beforeEach(aDesk);

  it('holds what is of any name of a parameter, of all parameters, and nothing excluded', async () => {
    await desk.publish('both', { section: 'World', tags: ['A', 'B'] });
    await desk.publish('one', { section: 'World', tags: ['A'] });
    await desk.publish('elsewhere', { section: 'Local', tags: ['A'] });
    await desk.publish('excluded', { section: 'World', tags: ['B', 'C'] });
    await desk.publish('written by Ada', { section: 'World', tags: ['B'], authors: ['ada'] });
    await desk.refresh();
    expect(await open('section=world&tag=a,b')).toEqual(['written by Ada', 'excluded', 'one', 'both']);
    expect(await open('not=c&section=world&tag=a,b')).toEqual(['written by Ada', 'one', 'both']);
    expect(await open('author=ada&tag=a,b')).toEqual(['written by Ada']);
    expect(await open('not=c,local')).toEqual(['written by Ada', 'one', 'both']);
  });

  it('follows what enters, what leaves and what is excluded afterwards', async () => {
    const name = 'not=c&section=world&tag=a';
    const first = await desk.publish('first', { section: 'World', tags: ['A'] });
    const outside = await desk.publish('enters later', { section: 'Local', tags: ['A'] });
    await desk.refresh();
    const before = await desk.read({ kind: 'composed', name });
    await desk.publish('second', { section: 'World', tags: ['A'] });
    await desk.change(outside, { section: 'World', tags: ['A'] });
    await desk.change(first, { section: 'World', tags: ['A', 'C'] });
    await desk.refresh();
    expect(await open(name)).toEqual(['second', 'enters later']);
    const { status } = await desk.read(
      { kind: 'composed', name },
      { headers: { 'if-none-match': before.headers.etag ?? '' } },
    );
    expect(status).toBe(200);
  });

  it('that names a section, tag or author that never had an article is none', async () => {
    await desk.publish('there', { section: 'World', tags: ['A'] });
    await desk.refresh();
    await expect(open('section=world&tag=made-up')).rejects.toMatchObject({ code: 'feed.missing' });
    expect(await open('section=world&tag=a,made-up')).toEqual(['there']);
  });

  it('writes nothing, whoever asks for it', async () => {
    await desk.publish('there', { section: 'World', tags: ['A'] });
    await desk.refresh();
    store.bill();
    for (let n = 0; n < 50; n += 1) await open(`not=x${n}&section=world`);
    expect(store.bill().written).toBe(0);
  });
});

describe('among a thousand articles, a composed feed', () => {
  const TAGS = ['common', 'half', 'rare', 'odd'];
  const published: Article[] = [];

  beforeAll(async () => {
    await aDesk();
    for (let n = 0; n < 1_000; n += 1) {
      const tags = [
        'common',
        ...(n % 2 === 0 ? ['half'] : []),
        ...(n % 97 === 0 ? ['rare'] : []),
        ...(n % 3 === 1 ? ['odd'] : []),
      ];
      published.push(await desk.publish(`No. ${n}`, { section: n % 5 === 0 ? 'World' : 'Local', tags }));
      if (n % 200 === 199) await desk.refresh();
    }
    await desk.refresh();
  }, 120_000);

  const bruteForce = (name: string) => {
    const { section, tag, not } = compositionNamed(name);
    const any = (names: readonly string[], of: readonly string[]) => names.some((one) => of.includes(one));
    return published
      .filter((article) => {
        const [sections, tags] = [[slugify(article.section ?? '')], article.tags.map(slugify)];
        if (section.length > 0 && !any(section, sections)) return false;
        if (tag.length > 0 && !any(tag, tags)) return false;
        return !any(not, [...sections, ...tags]);
      })
      .toReversed()
      .slice(0, 50)
      .map(({ title }) => title);
  };

  it.each([
    'section=world&tag=rare',
    'section=world&tag=half,odd',
    'not=half&tag=common,rare',
    'not=common',
    'not=world&tag=rare',
  ])('%s is what a look at every article gives, for at most 250 read units', async (name) => {
    store.bill();
    const found = await open(name);
    const { read } = store.bill();
    expect(found).toEqual(bruteForce(name));
    expect(read).toBeLessThanOrEqual(250);
  });

  it('is, of any names, a beginning of what a look at every article gives', async () => {
    const some = (least: number) => fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: least, maxLength: 3 });
    const sections = fc.uniqueArray(fc.constantFrom('world', 'local'), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(some(0), some(0), sections, async (tag, not, section) => {
        const parameters = Object.entries({ not, section, tag }).filter(([, names]) => names.length > 0);
        // Of one section or tag alone there is a feed of its own.
        if (parameters.length === 0 || tag.length + section.length + not.length < 2) return;
        const name = parameters.map(([parameter, names]) => `${parameter}=${names.toSorted().join(',')}`).join('&');
        store.bill();
        const found = await open(name);
        expect(store.bill().read).toBeLessThanOrEqual(250);
        expect(bruteForce(name).slice(0, found.length)).toEqual(found);
      }),
      { numRuns: 25 },
    );
  });
});
