import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedId } from '#lib/domain/feed.ts';
import { later } from '#lib/domain/instant.ts';
import { type Publication, profileOf } from '#lib/domain/publication.ts';
import { feedServer } from '#lib/http/readers/serve-feed.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import { indexEvents } from '#lib/usecases/index-events.ts';
import { renderCurrentFeed } from '#lib/usecases/render-feed.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;
const PUBLICATION: FeedId = { kind: 'publication' };

const titles = async (feed: FeedId) => {
  const { status, text } = await desk.read(feed);
  expect(status).toBe(200);
  return JSON.parse(text).items.map(({ title }: { title: string }) => title);
};

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `index-${count}` });
});
afterAll(() => store[Symbol.asyncDispose]());

describe('a feed', () => {
  it('holds what was published in it, the newest first', async () => {
    await desk.publish('one', { section: 'World' });
    await desk.publish('two', { section: 'Local' });
    await desk.refresh();
    expect(await titles(PUBLICATION)).toEqual(['two', 'one']);
    expect(await titles({ kind: 'section', name: 'world' })).toEqual(['one']);
  });

  it('is left by what moves elsewhere', async () => {
    const one = await desk.publish('one', { section: 'World' });
    await desk.publish('two', { section: 'World' });
    await desk.refresh();
    await desk.change(one, { section: 'Local' });
    await desk.refresh();
    expect(await titles({ kind: 'section', name: 'world' })).toEqual(['two']);
    expect(await titles({ kind: 'section', name: 'local' })).toEqual(['one']);
  });

  it('has a tag that stays with a change in another section', async () => {
    await desk.publish('one', { section: 'World' });
    await desk.refresh();
    const world = { kind: 'section', name: 'world' } as const;
    const before = await desk.read(world);
    await desk.publish('two', { section: 'Local' });
    await desk.refresh();
    const after = await desk.read(world, { headers: { 'if-none-match': before.headers.etag ?? '' } });
    expect(after.status).toBe(304);
    expect(after.headers.etag).toBe(before.headers.etag);
  });
});

describe('a published article', () => {
  const over = { section: 'World', tags: ['A', 'B'], authors: [{ name: 'Ada' }], language: 'de' };

  it('is indexed for an entry and a head a feed, and the watermark', async () => {
    await desk.publish('before', over);
    await desk.refresh();
    await desk.publish('one', over);
    store.bill();
    await desk.refresh();
    const { written, read } = store.bill();
    // Publication, section, two tags, author, language and archive; the lease, and its release.
    expect(written).toBe(7 + 7 + 2);
    expect(read).toBeLessThanOrEqual(10);
  });

  it('costs less in a batch: a head is written once a pass', async () => {
    await desk.publish('before', over);
    await desk.refresh();
    for (let n = 0; n < 25; n += 1) await desk.publish(`No. ${n}`, over);
    store.bill();
    await desk.refresh();
    expect(store.bill().written).toBeLessThanOrEqual(25 * 7 + 8 + 2);
  });
});

describe('a worker of the index', () => {
  const workingWith = (over: object) => indexEvents(desk.publication.id, { ...desk.deps, ...over });

  it('does nothing while another one holds the lease', async () => {
    await desk.publish('one');
    const { watermarks, clock } = desk.deps;
    const lease = { reader: 'index', holder: 'another', now: clock.now(), until: later(clock.now(), 20_000) } as const;
    await watermarks.lease(desk.publication.id, lease);
    expect(await desk.refresh()).toBe(0);
    desk.now += 21_000;
    expect(await desk.refresh()).toBe(1);
  });

  it('looks once more after it has released the lease, for what came meanwhile', async () => {
    await desk.publish('one');
    const { watermarks } = desk.deps;
    let wasReleased = false;
    const move: typeof watermarks.move = async (publication, to) => {
      // Whoever writes now finds the lease held.
      if (!wasReleased && to.until === undefined) {
        wasReleased = true;
        await desk.publish('two');
        expect(await desk.refresh()).toBe(0);
      }
      return watermarks.move(publication, to);
    };
    expect(await workingWith({ watermarks: { ...watermarks, move } })).toBe(2);
    expect(await titles(PUBLICATION)).toEqual(['two', 'one']);
  });

  it('leaves the rest to another invocation when its time is up', async () => {
    for (let n = 0; n < 150; n += 1) await desk.publish(`No. ${n}`);
    const wentOn: string[] = [];
    const jobs = { ...desk.deps.jobs, goOn: async (publication: string) => void wentOn.push(publication) };
    // The first batch takes all the time that there is.
    const entries = {
      ...desk.deps.entries,
      put: async (...args: Parameters<typeof desk.deps.entries.put>) => {
        desk.now += 16_000;
        return desk.deps.entries.put(...args);
      },
    };
    expect(await workingWith({ jobs, entries })).toBe(100);
    expect(wentOn).toEqual([desk.publication.id]);
    expect(await desk.refresh()).toBe(50);
  });

  it('that has lost its lease stops', async () => {
    await desk.publish('one');
    const lost = { ...desk.deps.watermarks, move: async () => 'lost' as const };
    expect(await workingWith({ watermarks: lost })).toBe(0);
    desk.now += 21_000;
    expect(await desk.refresh()).toBe(1);
  });
});

describe('a term whose last article is withdrawn', () => {
  it('is listed nowhere, tells of it for thirty days, and is gone then', async () => {
    const one = await desk.publish('one', { section: 'Typo' });
    await desk.publish('two', { section: 'World' });
    await desk.refresh();
    await desk.change(one, { section: 'Typo', status: 'withdrawn' });
    await desk.refresh();
    const listed = await desk.deps.heads.terms(desk.publication.id, 'section', { limit: 9 });
    expect(listed.map(({ label }) => label)).toEqual(['World']);
    const typo = { kind: 'section', name: 'typo' } as const;
    const { status, text } = await desk.read(typo, { format: 'atom' });
    expect(status).toBe(200);
    expect(text).toContain(`<at:deleted-entry ref="${one.uri}"`);
    desk.now += 31 * 24 * 60 * 60 * 1000;
    await expect(desk.read(typo)).rejects.toMatchObject({ code: 'feed.missing' });
  });

  it('is back with its next article, under a version that it never had', async () => {
    const one = await desk.publish('one', { section: 'World' });
    await desk.refresh();
    const world = { kind: 'section', name: 'world' } as const;
    const tags = [(await desk.read(world)).headers.etag];
    await desk.change(one, { section: 'World', status: 'withdrawn' });
    await desk.refresh();
    tags.push((await desk.read(world)).headers.etag);
    await desk.change(one, { section: 'World', status: 'published' });
    await desk.refresh();
    tags.push((await desk.read(world)).headers.etag);
    expect(new Set(tags).size).toBe(3);
    expect(await titles(world)).toEqual(['one']);
  });
});

describe('a poll', () => {
  it('with a tag that is later than what a server remembers is answered from a consistent read', async () => {
    await desk.publish('one');
    await desk.refresh();
    const stale = desk.readers();
    await desk.read(PUBLICATION, { serve: stale });
    await desk.publish('two');
    await desk.refresh();
    const elsewhere = await desk.read(PUBLICATION);
    const answer = await desk.read(PUBLICATION, {
      serve: stale,
      headers: { 'if-none-match': elsewhere.headers.etag ?? '' },
    });
    expect(answer.status).toBe(304);
  });

  it('is told the moment of the last change once it is two seconds ago, that of the publication too', async () => {
    await desk.publish('one');
    await desk.refresh();
    expect((await desk.read(PUBLICATION)).headers['last-modified']).toBeUndefined();
    desk.now += 2_000;
    const first = (await desk.read(PUBLICATION)).headers['last-modified'] ?? '';
    expect(first).toBe(new Date(desk.now - 2_000).toUTCString());
    const since = (date: string) => desk.read(PUBLICATION, { headers: { 'if-modified-since': date } });
    expect((await since(first)).status).toBe(304);
    expect((await since(new Date(desk.now - 60_000).toUTCString())).status).toBe(200);
    const profileFrom = (publication: Publication) => ({ ...profileOf(publication), title: 'Another' });
    desk.now += 10_000;
    await changePublication({ publication: desk.publication.id, profileFrom }, desk.deps);
    desk.now += 5_000;
    expect((await since(first)).status).toBe(200);
  });

  it('sends no older body under a newer tag, though an article changes while the feed is rendered', async () => {
    const one = await desk.publish('one');
    await desk.refresh();
    const { deps } = desk;
    let changed = false;
    const articles = {
      ...deps.articles,
      getMany: async (...args: Parameters<typeof deps.articles.getMany>) => {
        const found = await deps.articles.getMany(...args);
        if (!changed) {
          changed = true;
          await desk.change(one, { title: 'changed' });
          await desk.refresh();
        }
        return found;
      },
    };
    const serve = feedServer({
      ...deps,
      render: (of) => renderCurrentFeed(of, { ...deps, articles }),
      renderDelta: async () => undefined,
    });
    const during = await desk.read(PUBLICATION, { serve });
    expect(during.text).toContain('"one"');
    const after = await desk.read(PUBLICATION, { headers: { 'if-none-match': during.headers.etag ?? '' } });
    expect([after.status, after.text.includes('"changed"')]).toEqual([200, true]);
  });
});
