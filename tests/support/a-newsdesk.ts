import type { Article } from '#lib/domain/article.ts';
import { FEED_DOCUMENTS, type FeedFormat, type FeedId, feedUrl } from '#lib/domain/feed.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { feedServer } from '#lib/http/readers/serve-feed.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { eraseArticle } from '#lib/usecases/erase-article.ts';
import type { Erasure } from '#lib/usecases/feed-ports.ts';
import { indexEvents } from '#lib/usecases/index-events.ts';
import { renderCurrentFeed, renderDelta } from '#lib/usecases/render-feed.ts';
import { aDraft, aPublisher } from './a-draft.ts';
import { aRequest } from './a-request.ts';
import type { ATable } from './a-table.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

export type Draft = Parameters<typeof aDraft>[0];

const ids = countingIds();

/** A publication at a table, whose feeds are indexed when a test says so. */
export class ANewsdesk {
  readonly publication: ReturnType<typeof aPublisher>;
  /** What time it is there, in milliseconds; so many pass before each thing that is done. */
  now = Date.parse(NOON);
  readonly #step: number;
  readonly #store: ATable;
  /** Deletions whose content is still to be erased. */
  readonly erasures: Erasure[] = [];

  private constructor(store: ATable, { id, step }: { id: string; step: number }) {
    this.publication = aPublisher({ id });
    this.#step = step;
    this.#store = store;
  }

  static async at(store: ATable, { id = 'harbour-post', step = 1000 } = {}): Promise<ANewsdesk> {
    const desk = new ANewsdesk(store, { id, step });
    await desk.deps.publications.add(desk.publication);
    return desk;
  }

  get deps() {
    return {
      ...storesOf(this.#store),
      clock: { now: (): Instant => instant(new Date(this.now)) },
      ...{ ids, backoff: noWait, publicUrl: 'https://news.example', pauses: { take: async () => undefined } },
      jobs: {
        erase: async (erasures: readonly Erasure[]) => void this.erasures.push(...erasures),
        goOn: async () => undefined,
      },
    };
  }

  async publish(title: string, over: Draft = {}): Promise<Article> {
    this.now += this.#step;
    return (await addArticle(aDraft({ title, ...over }), { publication: this.publication.id }, this.deps)).article;
  }

  async change({ id, title }: Pick<Article, 'id' | 'title'>, over: Draft, { minor = false } = {}): Promise<Article> {
    this.now += this.#step;
    const draftFrom = () => ({ draft: aDraft({ title, ...over }), notes: { minor } });
    const changing = { publication: this.publication.id, id, precondition: () => true, authorIds: [], draftFrom };
    return (await changeArticle(changing, this.deps)).article;
  }

  /** Brings the index up to the log. */
  refresh = (): Promise<number> => indexEvents(this.publication.id, this.deps);

  /** Erases what was deleted, as far as the index has come to it. */
  async erase(): Promise<void> {
    for (const erasure of this.erasures.splice(0)) await eraseArticle(erasure, this.deps);
  }

  /** What readers ask: a server that remembers nothing of what was asked before it. */
  readers() {
    return feedServer({
      ...this.deps,
      render: (of) => renderCurrentFeed(of, this.deps),
      renderDelta: (of) => renderDelta(of, this.deps),
    });
  }

  /** A feed as somebody gets it who asks for the first time, or with headers of their own. */
  async read(feed: FeedId, { format = 'json', headers = {}, serve = this.readers() }: ReadOptions = {}) {
    const { id: publication } = this.publication;
    const { pathname, search } = new URL(feedUrl(feed, { publicUrl: 'https://news.example', publication, format }));
    const params = { publication, document: FEED_DOCUMENTS[format], ...('name' in feed && { [feed.kind]: feed.name }) };
    const request = aRequest(pathname, {
      query: new URLSearchParams(search),
      params: feed.kind === 'composed' ? { publication, document: FEED_DOCUMENTS[format] } : params,
      header: (name) => headers[name],
    });
    const answer = await serve(request);
    const text = Buffer.from(answer.body ?? '').toString();
    return { status: answer.status, headers: answer.headers ?? {}, text };
  }
}

interface ReadOptions {
  readonly format?: FeedFormat;
  readonly headers?: Readonly<Record<string, string>>;
  readonly serve?: ReturnType<ANewsdesk['readers']>;
}
