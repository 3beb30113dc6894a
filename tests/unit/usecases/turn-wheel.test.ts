import { describe, expect, it } from 'vitest';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { Alarm, Log, Timer, Timers } from '#lib/usecases/ports.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { articleId } from '../../support/an-article.ts';
import { endpointId } from '../../support/an-endpoint.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, NOON, noWait } from '../../support/system.ts';

const publication = aPublisher();
const MINUTE = 60_000;
const afterNoon = (minutes: number) => later(NOON, minutes * MINUTE);
const aTimer = (n: number, due: Instant): Timer => ({
  ...{ kind: 'deliver', publication: publication.id, subject: endpointId(n), due },
});
const minuteOf = (at: Instant) => at.slice(0, 16);

/** A wheel in memory with timers on it, and a clock that goes on when it is told to. */
function aWheel(timers: readonly Timer[]) {
  const on = new Set(timers);
  const state = { now: NOON, hand: undefined as Instant | undefined, broken: false };
  const alarms: Alarm[] = [];
  const port: Timers = {
    dueIn: async (minute) =>
      [...on]
        .filter(({ due }) => minuteOf(due) === minuteOf(minute))
        .toSorted((one, other) => (one.due < other.due ? -1 : 1)),
    hand: async () => state.hand,
    turn: async (to) => {
      if (!state.hand || to > state.hand) state.hand = to;
    },
    remove: async (timer) => void on.delete(timer),
    postpone: async (timer, due) => {
      on.delete(timer);
      on.add({ ...timer, due });
    },
  };
  const { log } = memoryLog({ publication });
  const desk: Log['desk'] = async (...given) => {
    if (state.broken) throw new Error('no answer');
    return log.desk(...given);
  };
  const set = async (more: readonly Alarm[]) => void alarms.push(...more);
  const system = {
    clock: { now: () => state.now },
    ids: countingIds(),
    backoff: noWait,
    publicUrl: 'https://b.example',
  };
  const turn = async (minutes = 0) => {
    state.now = later(state.now, minutes * MINUTE);
    alarms.length = 0;
    const report = await turnWheel({ timers: port, alarms: { set }, log: { ...log, desk }, ...system });
    return { ...report, rung: alarms.map(({ subject, inSeconds }) => [subject, inSeconds]) };
  };
  return { on, state, turn };
}

describe('the wheel', () => {
  it('rings for what is due once: with the turns that follow, it is no longer there', async () => {
    const { on, turn } = aWheel([aTimer(1, afterNoon(-1)), aTimer(2, NOON)]);
    expect((await turn()).rung).toEqual([
      [endpointId(1), 0],
      [endpointId(2), 0],
    ]);
    expect(on.size).toBe(0);
    for (let minute = 1; minute <= 4; minute += 1) expect((await turn(1)).rung).toEqual([]);
  });

  it('sets an alarm for what is due soon, to the second, and leaves it on the wheel until then', async () => {
    const { on, turn } = aWheel([aTimer(1, later(NOON, 90_000)), aTimer(2, afterNoon(5))]);
    expect(await turn()).toMatchObject({ alarms: 1, rung: [[endpointId(1), 90]] });
    expect(on.size).toBe(2);
  });

  it('finds what was due while it did not turn, an hour and more ago', async () => {
    const { turn } = aWheel([aTimer(1, afterNoon(10)), aTimer(2, afterNoon(100))]);
    await turn();
    expect((await turn(180)).rung).toEqual([
      [endpointId(1), 0],
      [endpointId(2), 0],
    ]);
  });

  it('finds what a slow write puts into a minute that has just passed', async () => {
    const { on, turn } = aWheel([]);
    await turn();
    on.add(aTimer(1, later(NOON, 30_000)));
    expect((await turn(1)).rung).toEqual([[endpointId(1), 0]]);
  });

  it('puts off what fails, and goes on with what is after it', async () => {
    const article = { kind: 'publish', publication: publication.id, subject: articleId(1), due: NOON } as const;
    const { on, state, turn } = aWheel([article, aTimer(2, NOON)]);
    state.broken = true;
    const { failed, rung } = await turn();
    expect(failed).toMatchObject([{ publication: publication.id }]);
    expect(rung).toContainEqual([endpointId(2), 0]);
    expect([...on]).toEqual([{ ...article, due: afterNoon(1) }]);
    state.broken = false;
    expect((await turn(1)).failed).toEqual([]);
    expect(on.size).toBe(0);
  });
});
