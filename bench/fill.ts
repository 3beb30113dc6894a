import type { Bulletin } from '../tests/support/bulletin.ts';
import { submission } from './prose.ts';
import { untilAtRest } from './rest.ts';

const BATCH = 25;
const AT_ONCE = 4;

interface Filling {
  readonly publication: string;
  readonly articles: number;
  /** The number of the first one. */
  readonly from?: number;
  readonly tagsOf?: (n: number) => readonly string[];
  readonly endpoint?: string;
}

/** Publishes articles in batches, and waits until all of them are indexed; gives the addresses of their pages. */
export async function fill(
  bulletin: Bulletin,
  { publication, articles, from = 0, tagsOf, endpoint }: Filling,
): Promise<string[]> {
  const pages: string[] = [];
  let next = 0;
  const publish = async () => {
    for (let start = next; start < articles; start = next) {
      next += BATCH;
      const numbers = Array.from({ length: Math.min(BATCH, articles - start) }, (_, n) => from + start + n);
      const batch = numbers.map((n) => ({ ...submission(n), ...(tagsOf && { tags: tagsOf(n) }) }));
      const body = { articles: batch };
      const answer = await bulletin.api('POST', `/v1/publications/${publication}/article-batches`, { body });
      if (answer.status !== 201) throw new Error(`a batch was answered ${answer.status}: ${answer.text}`);
      const made = answer.body.results as readonly { slug: string }[];
      pages.push(...made.map(({ slug }) => `/${publication}/articles/${encodeURIComponent(slug)}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, publish));
  await untilAtRest(bulletin, { publications: [publication], endpoint });
  return pages;
}
