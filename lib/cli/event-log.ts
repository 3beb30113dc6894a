import { LONGEST_WAIT } from '#lib/api/queries.ts';
import { type Session, unlessMissing } from './session.ts';

const LIMIT = 100;

/** What follows a sequence, as soon as there is something, or nothing after a while. */
export async function eventsAfter({ client, publication, stop }: Session, after: number) {
  const params = { path: { publication }, query: { after, limit: LIMIT, wait: LONGEST_WAIT } };
  return (await client.GET('/v1/publications/{publication}/events', { params, signal: stop })).data;
}

export type LogEvent = Awaited<ReturnType<typeof eventsAfter>>[number];

/** Of the last event, or 0: found by halving, since the log has no gaps. */
export async function lastSequence({ client, publication }: Session): Promise<number> {
  const has = async (sequence: number) => {
    const params = { path: { publication, sequence: String(sequence) } };
    const found = await unlessMissing(client.GET('/v1/publications/{publication}/events/{sequence}', { params }));
    return found !== undefined;
  };
  let beyond = 1;
  while (await has(beyond)) beyond *= 2;
  let last = Math.floor(beyond / 2);
  while (beyond - last > 1) {
    const middle = Math.floor((last + beyond) / 2);
    if (await has(middle)) last = middle;
    else beyond = middle;
  }
  return last;
}
