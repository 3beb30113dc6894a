import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import { feedTagIn } from '#lib/feeds/version.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import { indexEvents } from '#lib/usecases/index-events.ts';
import { ANewsdesk, type Draft } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

/** `FULL_PROOF=1` runs ten times as many. */
const RUNS = process.env.FULL_PROOF ? 250 : 25;
const SECTIONS = ['World', 'Local', undefined];
const TAGS = [[], ['a'], ['a', 'b'], ['c']];
const DATES = ['2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z', undefined];

const FEEDS: readonly FeedId[] = [
  { kind: 'publication' },
  { kind: 'section', name: 'world' },
  { kind: 'section', name: 'local' },
  { kind: 'tag', name: 'a' },
  { kind: 'tag', name: 'b' },
  { kind: 'composed', name: 'section=world&tag=a,b' },
  { kind: 'composed', name: 'not=b&tag=a,c' },
];

type Status = 'draft' | 'published' | 'withdrawn';

/** What somebody does: a publisher, a worker of the index that may be cut off, or a client that polls. */
type Step =
  | { readonly kind: 'publish'; readonly section: number; readonly tags: number; readonly date: number }
  | {
      readonly kind: 'change';
      readonly at: number;
      readonly section: number;
      readonly tags: number;
      readonly status: Status;
    }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'index'; readonly writes: number; readonly stale: boolean }
  | { readonly kind: 'erase' }
  | { readonly kind: 'poll'; readonly feed: number; readonly client: number };

const small = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), section: small, tags: small, date: small }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ kind: fc.constant('change' as const), at: small, section: small, tags: small },
      status: fc.constantFrom<Status>('published', 'published', 'withdrawn', 'draft'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: small }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ kind: fc.constant('index' as const), writes: fc.nat({ max: 14 }), stale: fc.boolean() },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('poll' as const), feed: small, client: fc.nat({ max: 1 }) }) },
);

class CutOff extends Error {}

/** A port whose writes end after some: the worker that uses it is cut off there. */
function cutAfter<Port extends object>(port: Port, budget: { left: number }): Port {
  return new Proxy(port, {
    get(target, name: keyof Port & string) {
      const method = target[name];
      if (typeof method !== 'function' || !/^(?:put|remove|write|move|erase)$/.test(name)) return method;
      return async (...args: unknown[]) => {
        if (budget.left === 0) throw new CutOff();
        budget.left -= 1;
        return method.apply(target, args);
      };
    },
  });
}

let store: ATable;
let count = 0;
beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());

/** A publication with its workers and clients, and the articles as they should be. */
class World {
  readonly desk: ANewsdesk;
  readonly articles: Article[] = [];
  /** Of each event of the log: what every feed showed when it was the last one. */
  readonly history: string[][] = [];
  readonly #positions = new Map<string, string>();
  readonly #known = new Map<string, { etag: string; text: string }>();
  readonly #servers: readonly ReturnType<ANewsdesk['readers']>[];
  /** A worker that has read events, and goes on with them long after others have. */
  #paused: (() => void) | undefined;
  #pausedWork: Promise<unknown> = Promise.resolve();

  constructor(desk: ANewsdesk) {
    this.desk = desk;
    this.#servers = [desk.readers(), desk.readers()];
  }

  async run(one: Step): Promise<void> {
    // Leases end, and what servers remember for moments is forgotten.
    this.desk.now += 30_000;
    switch (one.kind) {
      case 'publish':
        return this.#publish(one);
      case 'change':
        return this.#change(one);
      case 'delete':
        return this.#delete(one.at);
      case 'index':
        return this.#index(one);
      case 'erase':
        return this.desk.erase();
      case 'poll':
        return this.#poll(one);
    }
  }

  async #publish({ section, tags, date }: Extract<Step, { kind: 'publish' }>): Promise<void> {
    const over = draftOf({ section, tags, publishedAt: DATES[date % DATES.length] });
    this.articles.push(await this.desk.publish(`Article ${this.articles.length}`, over));
    this.#remember();
  }

  async #change({ at, section, tags, status }: Extract<Step, { kind: 'change' }>): Promise<void> {
    const index = at % Math.max(1, this.articles.length);
    const article = this.articles[index];
    if (!article || status === 'draft') return;
    const next = article.status === 'withdrawn' && status === 'withdrawn' ? 'published' : status;
    this.articles[index] = await this.desk.change(article, draftOf({ section, tags, status: next }));
    this.#remember();
  }

  async #delete(at: number): Promise<void> {
    const [article] = this.articles.splice(at % Math.max(1, this.articles.length), 1);
    if (!article) return;
    const { deps, publication } = this.desk;
    await deleteArticle({ publication: publication.id, id: article.id, precondition: () => true }, deps);
    this.#remember();
  }

  async #index({ writes, stale }: Extract<Step, { kind: 'index' }>): Promise<void> {
    const budget = { left: writes };
    const { deps } = this.desk;
    const cut = {
      ...deps,
      ...{ entries: cutAfter(deps.entries, budget), heads: cutAfter(deps.heads, budget) },
      ...{ tombstones: cutAfter(deps.tombstones, budget), watermarks: cutAfter(deps.watermarks, budget) },
      jobs: cutAfter(deps.jobs, budget),
    };
    if (!stale || this.#paused) {
      await indexEvents(this.desk.publication.id, cut).catch(unlessCutOff);
      return;
    }
    const held = new Promise<void>((resolve) => {
      this.#paused = resolve;
    });
    const log = {
      read: async (...args: Parameters<typeof deps.log.read>) => {
        const events = await deps.log.read(...args);
        await held;
        return events;
      },
    };
    this.#pausedWork = indexEvents(this.desk.publication.id, { ...cut, log }).catch(unlessCutOff);
  }

  /** A client that knows what it was last told, at one of two servers. */
  async #poll({ feed: number, client }: Extract<Step, { kind: 'poll' }>): Promise<void> {
    const feed = FEEDS[number % FEEDS.length] ?? { kind: 'publication' };
    const name = `${JSON.stringify(feed)} ${client}`;
    const known = this.#known.get(name);
    const answer = await this.desk.read(feed, {
      headers: known ? { 'if-none-match': known.etag } : {},
      ...(this.#servers[client] && { serve: this.#servers[client] }),
    });
    if (answer.status === 304) {
      expect(answer.headers.etag).toBe(known?.etag);
      this.#isOneOf(feed, known ?? { etag: '', text: '' });
      return;
    }
    const current = { etag: answer.headers.etag ?? '', text: answer.text };
    this.#isOneOf(feed, current);
    this.#known.set(name, current);
  }

  /**
   * Every article is shown, or left out, as it stood at some event that is not before the tag's. Another one's may be a later
   * one: articles are read as they are.
   */
  #isOneOf(feed: FeedId, { etag, text }: { etag: string; text: string }): void {
    const { sequence = 0 } = feedTagIn(etag) ?? {};
    const at = FEEDS.indexOf(feed);
    const states = [
      ...(sequence === 0 ? [''] : []),
      ...this.history.slice(Math.max(0, sequence - 1)).map((shown) => shown[at]),
    ];
    const shown = wordsOf(idsIn(text));
    for (const article of new Set(states.flatMap((state) => [...wordsOf(state ?? '').keys()]).concat(...shown.keys())))
      expect(states.map((state) => wordsOf(state ?? '').get(article))).toContain(shown.get(article));
    const positions = [...shown.keys()].map((id) => this.#positions.get(id) ?? '');
    expect(positions).toEqual(positions.toSorted().toReversed());
  }

  #remember(): void {
    for (const article of this.articles) this.#positions.set(article.uri, positionOf(article));
    this.history.push(FEEDS.map((feed) => shownIn(feed, this.articles)));
  }

  /** Everybody comes to an end, and everything is right. */
  async settle(): Promise<void> {
    this.#paused?.();
    await this.#pausedWork;
    this.desk.now += 60_000;
    await this.desk.refresh();
    await this.desk.erase();
    for (const feed of FEEDS) {
      const expected = shownIn(feed, this.articles);
      const answer = await this.desk
        .read(feed)
        .catch((error: { code?: string }) => ({ status: 404, text: '', ...error }));
      if (answer.status === 404) expect(expected).toBe('');
      else expect(idsIn(answer.text)).toBe(expected);
    }
    const names = FEEDS.filter(({ kind }) => kind !== 'composed');
    const { heads } = await this.desk.deps.heads.state(this.desk.publication.id, names, { consistent: true });
    for (const head of heads.values()) {
      const shown = shownIn(head.feed, this.articles);
      expect(head.count).toBe(shown === '' ? 0 : shown.split(' ').length);
    }
  }
}

const draftOf = ({
  section,
  tags,
  ...over
}: Omit<NonNullable<Draft>, 'section' | 'tags'> & { section: number; tags: number }): Draft => {
  const name = SECTIONS[section % SECTIONS.length];
  return { tags: TAGS[tags % TAGS.length] ?? [], ...(name && { section: name }), ...over };
};

const unlessCutOff = (error: unknown) => {
  if (!(error instanceof CutOff)) throw error;
};

/** A brute-force answer: the ids of the articles that a feed shows, newest first, with what of them must be shown. */
function shownIn(feed: FeedId, articles: readonly Article[]): string {
  return articles
    .filter((article) => article.status === 'published' && isShown(feed, article))
    .toSorted((one, other) => (positionOf(one) < positionOf(other) ? 1 : -1))
    .map(({ uri, section, tags }) => `${uri}|${[section, ...tags].filter(Boolean).join('+')}`)
    .join(' ');
}

const positionOf = ({ publishedAt, id }: Article) => `${publishedAt} ${id}`;

function isShown(feed: FeedId, { section, tags }: Article): boolean {
  switch (feed.kind) {
    case 'publication':
      return true;
    case 'section':
      return section?.toLowerCase() === feed.name;
    case 'tag':
      return tags.includes(feed.name);
    default:
      return feed.name.startsWith('section=world')
        ? section === 'World' && (tags.includes('a') || tags.includes('b'))
        : !tags.includes('b') && (tags.includes('a') || tags.includes('c'));
  }
}

/** What a feed shows of each article, by its id. */
const wordsOf = (shown: string): ReadonlyMap<string, string> =>
  new Map(shown === '' ? [] : shown.split(' ').map((word) => [word.slice(0, word.indexOf('|')), word] as const));

const idsIn = (text: string): string =>
  text === ''
    ? ''
    : JSON.parse(text)
        .items.map(({ id, tags = [] }: { id: string; tags?: string[] }) => `${id}|${tags.join('+')}`)
        .join(' ');

it('every answer shows each article as it stood at an event not before the answer’s tag, and at rest everything is right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40 }), async (steps) => {
      count += 1;
      const desk = await ANewsdesk.at(store, { id: `model-${count}`, step: 1 });
      const world = new World(desk);
      for (const one of steps) {
        await world.run(one).catch((error: { code?: string }) => {
          if (error.code !== 'feed.missing') throw error;
        });
      }
      await world.settle();
    }),
    { numRuns: RUNS },
  );
}, 600_000);
