import type { Article } from '#lib/domain/article.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { refreshFeeds } from '#lib/usecases/refresh-feeds.ts';
import { aDraft, aPublisher } from './a-draft.ts';
import type { ATable } from './a-table.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

export type Draft = Parameters<typeof aDraft>[0];

const ids = countingIds();

/** A publication at a table, whose feeds are refreshed when a test says so. */
export class ANewsdesk {
  readonly publication: ReturnType<typeof aPublisher>;
  /** What time it is there, in milliseconds; so many pass before each thing that is done. */
  now = Date.parse(NOON);
  readonly #step: number;
  readonly #store: ATable;

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
      ...{ ids, backoff: noWait, publicUrl: 'https://news.example' },
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

  refresh = (): Promise<number> => refreshFeeds(this.publication.id, this.deps);
}
