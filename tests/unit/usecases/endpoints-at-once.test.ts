import { describe, expect, it } from 'vitest';
import { changeOf, type Endpoint, type EndpointId } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { eventOf } from '#lib/events/envelope.ts';
import { wants } from '#lib/events/event-filter.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { changeEndpoint } from '#lib/usecases/change-endpoint.ts';
import { deliver } from '#lib/usecases/deliver.ts';
import { deliverTo } from '#lib/usecases/deliver-events.ts';
import { readEndpoint } from '#lib/usecases/read-endpoint.ts';
import { removeEndpoint } from '#lib/usecases/remove-endpoint.ts';
import { replayEvents } from '#lib/usecases/replay-events.ts';
import { rotateSecret } from '#lib/usecases/rotate-secret.ts';
import { makeTest } from '#lib/usecases/send-test.ts';
import { ASender } from '../../support/a-sender.ts';
import { anArticle, PUBLIC_URL } from '../../support/an-article.ts';
import { precededAt } from '../../support/at-once.ts';
import { NOON } from '../../support/system.ts';

type Deps = ASender['deps'];

/** What was answered with success, and must hold from then on whatever else was done meanwhile. */
interface Answered {
  readonly settings?: Partial<Endpoint>;
  readonly status?: Endpoint['status'];
  readonly secret?: string;
  readonly removed?: true;
  readonly skipped?: true;
  /** An event that is to be sent, after so many posts. */
  readonly sent?: { readonly id: string; readonly after: number };
}

class Trial {
  readonly sender = new ASender();
  id = '' as EndpointId;
  answer = 204;

  /** Something of which the log tells; without the work of publishing, since there are so many trials. */
  happen(tag: string): void {
    const { events } = this.sender.memory;
    const happening = articleChanged({ after: anArticle({ tags: [tag] }), publicUrl: PUBLIC_URL });
    const sequence = events.length + 1;
    events.push(eventOf(happening, { id: `event-${sequence}`, sequence, time: NOON, publicUrl: PUBLIC_URL }));
  }

  static async from(status: Endpoint['status']): Promise<Trial> {
    const trial = new Trial();
    trial.id = await trial.sender.endpoint({ tags: ['rain'] });
    trial.happen('rain');
    trial.happen('rain');
    trial.sender.answer = () => ({ status: trial.answer });
    if (status === 'disabled') await trial.change({ status }, trial.sender.deps);
    return trial;
  }

  get of() {
    return { publication: this.sender.publication.id, id: this.id };
  }

  change = (over: object, deps: Deps) =>
    changeEndpoint({ ...this.of, changeFrom: (before) => ({ ...changeOf(before), ...over }) }, deps);

  /** All that was rung for or is due, and what happens afterwards. */
  async settle(): Promise<void> {
    const { sender } = this;
    this.answer = 204;
    // Longer than an endpoint rests that has failed a few times.
    sender.pass(6_000);
    for (const errand of sender.rung.splice(0)) await deliver(errand, sender.deps);
    await sender.ring();
    this.happen('rain');
    await sender.ring();
  }
}

const OPERATIONS: Record<string, (trial: Trial, deps: Deps) => Promise<Answered>> = {
  async describe(trial, deps) {
    await trial.change({ description: 'our archive' }, deps);
    return { settings: { description: 'our archive' } };
  },
  async follow(trial, deps) {
    const tags = ['rain', 'harbour'];
    await trial.change({ tags }, deps);
    trial.happen('harbour');
    return { settings: { tags } };
  },
  async move(trial, deps) {
    await trial.change({ url: 'https://moved.example/' }, deps);
    return { settings: { url: 'https://moved.example/' } };
  },
  async disable(trial, deps) {
    await trial.change({ status: 'disabled' }, deps);
    return { status: 'disabled' };
  },
  async enable(trial, deps) {
    await trial.change({ status: 'enabled' }, deps);
    return { status: 'enabled' };
  },
  async skip(trial, deps) {
    await trial.change({ status: 'enabled', skipTo: 'head' }, deps);
    return { status: 'enabled', skipped: true };
  },
  async rotate(trial, deps) {
    return { secret: (await rotateSecret({ ...trial.of, overlapHours: 24 }, deps)).secret };
  },
  async remove(trial, deps) {
    await removeEndpoint(trial.of, deps);
    return { removed: true };
  },
  async replay(trial, deps) {
    const after = trial.sender.posted.length;
    await replayEvents({ ...trial.of, replay: { sequence: 1 } }, deps);
    return { sent: { id: trial.sender.memory.events[0]?.id ?? '', after } };
  },
  async test(trial, deps) {
    const after = trial.sender.posted.length;
    const { endpoint } = await readEndpoint(trial.of, deps);
    return { sent: { id: (await makeTest(endpoint, deps)).id, after } };
  },
  async send(trial, deps) {
    await deliverTo({ publication: trial.of.publication, endpoint: trial.id }, deps);
    return {};
  },
  async 'send to one that fails'(trial, deps) {
    trial.answer = 500;
    await deliverTo({ publication: trial.of.publication, endpoint: trial.id }, deps);
    trial.answer = 204;
    return {};
  },
  async 'send to one that is gone'(trial, deps) {
    trial.answer = 410;
    await deliverTo({ publication: trial.of.publication, endpoint: trial.id }, deps);
    trial.answer = 204;
    return {};
  },
};

const names = Object.keys(OPERATIONS);
const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));

/** What one was told: success, or one of the refusals that the other may be the reason for. */
async function told(name: string, { trial, deps }: { trial: Trial; deps: Deps }): Promise<Answered> {
  try {
    return (await OPERATIONS[name]?.(trial, deps)) ?? {};
  } catch (error) {
    if (error instanceof Failure && ['endpoint.missing', 'endpoint.disabled'].includes(error.code)) return {};
    throw error;
  }
}

async function expectKept(trial: Trial, answers: readonly Answered[], pair: readonly string[]): Promise<void> {
  const { id, sender } = trial;
  const { deps, webhooks, posted } = sender;
  const endpoint = webhooks.kept.get(id);
  const course = webhooks.leased.get(id)?.course;
  if (answers.some(({ removed }) => removed)) {
    expect([endpoint, course, [...webhooks.waiting.keys()]]).toEqual([undefined, undefined, []]);
    return;
  }
  if (!endpoint) throw new Error('it is not there');
  for (const { settings, secret, status } of answers) {
    if (settings) expect(endpoint).toMatchObject(settings);
    if (secret)
      expect(await Promise.all(endpoint.secrets.map(({ sealed }) => deps.vault.open(sealed, {})))).toContain(secret);
    const wasSaidOnce = answers.filter((one) => one.status).length === 1 && !pair.includes('send to one that is gone');
    if (status && wasSaidOnce) expect(endpoint.status).toBe(status);
  }
  const last = sender.memory.events.length;
  const isSent = posted.filter(({ sequence, url }) => sequence === last && url === endpoint.url).length;
  expect({ off: course?.off, isSent }).toEqual(
    endpoint.status === 'enabled' ? { off: undefined, isSent: 1 } : { off: true, isSent: 0 },
  );
  if (endpoint.status === 'disabled') return;
  const ids = (after: number) => posted.slice(after).map(({ headers }) => headers['webhook-id']);
  for (const { sent } of answers) if (sent) expect(ids(sent.after)).toContain(sent.id);
  if (answers.some(({ skipped }) => skipped)) return;
  const wanted = sender.memory.events.filter((event) => wants(endpoint, publicEventOf(event)));
  expect(ids(0)).toEqual(expect.arrayContaining(wanted.map((event) => event.id)));
}

describe.each(['enabled', 'disabled'] as const)('an endpoint that is %s', (status) => {
  it.each(pairs)('keeps what both were answered when, at any step of "%s", comes "%s"', async (one, other) => {
    for (let nth = 1, isThrough = false; !isThrough; nth += 1) {
      const trial = await Trial.from(status);
      const { deps } = trial.sender;
      const answers: Answered[] = [];
      const act = async () => answers.push(await told(other, { trial, deps }));
      const { endpoints, courses, deliveries, log, bell } = deps;
      const { ports, reached } = precededAt({ endpoints, courses, deliveries, log, bell }, { nth, act });
      answers.push(await told(one, { trial, deps: { ...deps, ...ports } }));
      isThrough = !reached();
      await trial.settle();
      await expectKept(trial, answers, isThrough ? [one] : [one, other]);
    }
  });
});
