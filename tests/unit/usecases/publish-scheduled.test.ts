import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Alarm } from '#lib/usecases/ports.ts';
import { publishScheduled } from '#lib/usecases/publish-scheduled.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { anArticle } from '../../support/an-article.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { afterNoon, countingIds, fixedClock, NOON, noWait } from '../../support/system.ts';

const publication = aPublisher();

/** Rings at noon for an article that is planned for another moment, or has become something else. */
async function rung(publishAt: Instant, over: Partial<Article> = {}) {
  const { publishedAt: _not, ...planned } = anArticle({ publication: publication.id, status: 'scheduled', publishAt });
  const article: Article = { ...planned, ...over };
  const { log, events } = memoryLog({ publication, desk: { article } });
  const alarms: Alarm[] = [];
  const set = async (more: readonly Alarm[]) => void alarms.push(...more);
  const system = { clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl: 'https://bulletin.example' };
  const outcome = await publishScheduled(
    { publication: publication.id, subject: article.id },
    { log, alarms: { set }, ...system },
  );
  return { outcome, events, seconds: alarms.map(({ inSeconds }) => inSeconds) };
}

describe('a scheduled article', () => {
  it('is published when its time has come, with the date that was planned', async () => {
    const { outcome, events } = await rung(afterNoon(-1_000));
    expect(outcome).toBe('published');
    expect(events).toMatchObject([{ type: 'bulletin.article.published.v1', data: { publishedAt: afterNoon(-1_000) } }]);
  });

  it.each([
    [1, [1]],
    [14 * 60_000, [840]],
  ])('whose time comes in %i ms has an alarm set, to the second', async (ms, seconds) => {
    expect(await rung(afterNoon(ms))).toEqual({ outcome: 'not-due', events: [], seconds });
  });

  it.each([15 * 60_000, 86_400_000])(
    'whose time comes in %i ms is left to the wheel: no alarm is set so far ahead',
    async (ms) => {
      expect(await rung(afterNoon(ms))).toEqual({ outcome: 'not-due', events: [], seconds: [] });
    },
  );

  it.each(['draft', 'published', 'withdrawn'] as const)('that has become %s is left as it is', async (status) => {
    expect(await rung(NOON, { status })).toEqual({ outcome: 'not-scheduled', events: [], seconds: [] });
  });
});
