import { type Instant, instant } from '#lib/domain/instant.ts';
import type { Timer, Timers } from './ports.ts';
import { type PublishScheduledDeps, publishScheduled } from './publish-scheduled.ts';

export interface WheelDeps extends PublishScheduledDeps {
  readonly timers: Timers;
}

export interface WheelReport {
  readonly published: number;
  readonly alarms: number;
  readonly failed: readonly { readonly publication: string; readonly reason: unknown }[];
}

const MINUTE = 60_000;
/** How far ahead alarms are set: the next turn may come a minute late and still find nothing overdue. */
const AHEAD = 2;
/** How far behind now the hand stays: a write that took its time may still put something there. */
const BEHIND = 2;
/** Where the hand begins when it has never been turned. */
const FIRST_TURN = 60;
/** When to look again at what could not be published. */
const RETRY_MS = MINUTE;

/**
 * Goes through the minutes from where the hand stands: what is overdue is attended to, what is due soon gets an alarm.
 * What fails is put off, not left lying: it must not hold back the hand, and with it all that comes after.
 */
export async function turnWheel(deps: WheelDeps): Promise<WheelReport> {
  const now = Date.parse(deps.clock.now());
  const from = Date.parse((await deps.timers.hand()) ?? at(now - FIRST_TURN * MINUTE));
  const report = { published: 0, alarms: 0, failed: [] as { publication: string; reason: unknown }[] };
  for (let minute = from; minute <= now + AHEAD * MINUTE; minute += MINUTE) {
    const timers = await deps.timers.dueIn(at(minute));
    const overdue = timers.filter(({ due }) => Date.parse(due) <= now);
    const coming = timers.slice(overdue.length);
    for (const timer of overdue) {
      try {
        if ((await attend(timer, deps)) === 'published') report.published += 1;
        await deps.timers.remove(timer);
      } catch (reason) {
        report.failed.push({ publication: timer.publication, reason });
        await deps.timers.postpone(timer, at(now + RETRY_MS));
      }
    }
    await deps.alarms.set(coming.map((timer) => ({ ...timer, inSeconds: secondsTo(timer, now) })));
    report.alarms += coming.length;
  }
  await deps.timers.turn(at(now - BEHIND * MINUTE));
  return report;
}

/** An article is published here and now; what takes longer is left to those whose work it is. */
async function attend(timer: Timer, deps: WheelDeps): Promise<unknown> {
  if (timer.kind === 'publish') return publishScheduled(timer, deps);
  return deps.alarms.set([{ ...timer, inSeconds: 0 }]);
}

const at = (ms: number): Instant => instant(new Date(ms));

const secondsTo = ({ due }: Timer, now: number): number => Math.ceil((Date.parse(due) - now) / 1000);
