import { setTimeout as pause } from 'node:timers/promises';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { submission } from './prose.ts';

/** The number of an article that nobody in this process has published yet. */
let published = 0;

/** Posts a new article, as often as it takes: whoever publishes comes back when the answer says so. */
export async function publish(bulletin: Bulletin, publication: string): Promise<{ id: string; refusals: number }> {
  const body = submission(published);
  published += 1;
  for (let refusals = 0; ; refusals += 1) {
    const answer = await bulletin.api('POST', `/v1/publications/${publication}/articles`, { body });
    if (answer.status === 201) return { id: answer.body.id, refusals };
    const wait = answer.headers.get('retry-after');
    if (answer.status !== 503 || !wait) throw new Error(`an article was answered ${answer.status}: ${answer.text}`);
    await pause(Number(wait) * 1000);
  }
}

export async function createPublications(bulletin: Bulletin, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const body = { id, title: `Bench ${id}`, language: 'en' };
    const answer = await bulletin.api('POST', '/v1/publications', { body });
    if (answer.status !== 201) throw new Error(`a publication was answered ${answer.status}: ${answer.text}`);
  }
}

/** Runs clients, each one step after the other, until a time is over: gives their rate, and how long each step took. */
export async function atOnce(
  clients: number,
  { seconds, step }: { seconds: number; step: (client: number) => Promise<unknown> },
): Promise<{ rate: number; times: readonly number[] }> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async (number: number) => {
    while (performance.now() < end) {
      const begun = performance.now();
      await step(number);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return { rate: times.length / ((performance.now() - start) / 1000), times };
}

/** Asks for addresses one after the other, again and again, with the tags that it was given, until it is told to stop. */
export function keepPolling(urls: readonly string[], { everyMs }: { everyMs: number }): { stop(): Promise<void> } {
  const tags = new Map<string, string>();
  const stopped = new AbortController();
  const running = (async () => {
    for (let n = 0; !stopped.signal.aborted; n += 1) {
      const url = urls[n % urls.length] ?? '';
      const response = await fetch(url, { headers: { 'if-none-match': tags.get(url) ?? '' } });
      await response.arrayBuffer();
      tags.set(url, response.headers.get('etag') ?? '');
      await pause(everyMs);
    }
  })();
  // Whoever stops it is told; until then the measurement may fail for a reason of its own.
  running.catch(() => undefined);
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
