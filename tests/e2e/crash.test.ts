import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { PublicEvent } from '#lib/events/public-event.ts';
import { Bulletin } from '../support/bulletin.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { Subscriber } from '../support/subscriber.ts';

const KILLS = 20;
const PUBLISHERS = 8;
const PUBLICATIONS = ['morning', 'evening'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Publishes as fast as it is answered, until the other end is gone. What was answered 201 is what must never be lost. */
async function publishUntilGone(
  bulletin: Bulletin,
  { publisher, accepted }: { publisher: number; accepted: Map<string, string> },
) {
  const publication = PUBLICATIONS[publisher % PUBLICATIONS.length] ?? '';
  for (let n = 0; ; n += 1) {
    const body = {
      title: `From ${publisher}, number ${n}`,
      content: { html: `<p>${'News. '.repeat(40)}</p>` },
      tags: ['crash'],
    };
    try {
      const answer = await bulletin.api('POST', `/v1/publications/${publication}/articles`, { body });
      if (answer.status === 201) accepted.set(answer.body.id, publication);
    } catch {
      return;
    }
  }
}

async function wholeLog(bulletin: Bulletin, publication: string): Promise<BulletinEvent[]> {
  const events: BulletinEvent[] = [];
  for (;;) {
    const after = events.length;
    const { body } = await bulletin.api('GET', `/v1/publications/${publication}/events?after=${after}&limit=1000`);
    if (body.length === 0) return events;
    events.push(...body);
  }
}

it('loses nothing, invents nothing and leaves no gap when it is killed again and again', {
  timeout: 400_000,
}, async () => {
  const random = randomNumbers();
  const data = mkdtempSync(join(tmpdir(), 'bulletin-crash-'));
  const options = ['--data', data, '--port', String(await freePort()), '--empty'];
  const accepted = new Map<string, string>();
  let bulletin = await Bulletin.start(options);
  try {
    for (const id of PUBLICATIONS) {
      await bulletin.api('POST', '/v1/publications', { body: { id, title: id, language: 'en' } });
      await bulletin.api('GET', `/${id}/atom.xml`);
    }
    const subscriber = await Subscriber.at(bulletin.addresses, { name: 'crash-subscriber' });

    for (let kill = 0; kill < KILLS; kill += 1) {
      const publishers = Array.from({ length: PUBLISHERS }, (_, publisher) =>
        publishUntilGone(bulletin, { publisher, accepted }),
      );
      // In the middle of everything, however fast the machine is, and at another moment each time.
      const enough = accepted.size + 3 + Math.floor(random() * 20);
      while (accepted.size < enough) await pause(5);
      await pause(random() * 60);
      await bulletin.kill();
      await Promise.all(publishers);
      bulletin = await Bulletin.start(options);
    }

    expect(accepted.size).toBeGreaterThanOrEqual(KILLS * 3);
    const seen: PublicEvent[] = [];
    for (const publication of PUBLICATIONS) {
      const log = await wholeLog(bulletin, publication);
      const mine = [...accepted].filter(([, one]) => one === publication).map(([id]) => id);

      expect(log.map(({ sequence }) => Number(sequence))).toEqual(log.map((_, index) => index + 1));
      const subjects = log.map(({ subject }) => subject);
      expect(new Set(subjects).size).toBe(subjects.length);
      expect(mine.filter((id) => !subjects.includes(id))).toEqual([]);

      for (const id of subjects.filter((_, index) => index % 25 === 0 || index > subjects.length - 20)) {
        const { status } = await bulletin.api('GET', `/v1/publications/${publication}/articles/${id}`);
        expect(status, `event without its article ${id}`).toBe(200);
      }

      await expect
        .poll(
          async () => {
            seen.push(...(await subscriber.again(bulletin.addresses).receive()));
            const heard = new Set(seen.filter(({ partitionkey }) => partitionkey === publication).map(({ id }) => id));
            return log.filter(({ id }) => !heard.has(id)).length;
          },
          { timeout: 60_000, interval: 250 },
        )
        .toBe(0);
      const firsts = [
        ...new Set(seen.filter(({ partitionkey }) => partitionkey === publication).map(({ sequence }) => sequence)),
      ];
      expect(firsts).toEqual(firsts.toSorted());

      const newest = subjects.at(-1) ?? '';
      await expect
        .poll(
          async () =>
            (await (await fetch(`${bulletin.addresses.url}/${publication}/atom.xml`)).text()).includes(newest),
          // A worker that was killed holds the index for 20 seconds, and the next tick comes within a minute.
          { timeout: 100_000, interval: 250 },
        )
        .toBe(true);
    }
  } finally {
    await bulletin[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
  }
});
