import { beforeEach, describe, expect, it } from 'vitest';
import { changeOf } from '#lib/domain/endpoint.ts';
import { changeEndpoint } from '#lib/usecases/change-endpoint.ts';
import { ASender } from '../../support/a-sender.ts';
import { afterNoon } from '../../support/system.ts';

let sender: ASender;
beforeEach(() => {
  sender = new ASender();
});

const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** As its owner changes it. */
const change = (id: Awaited<ReturnType<ASender['endpoint']>>, over: Partial<ReturnType<typeof changeOf>>) =>
  changeEndpoint(
    { publication: sender.publication.id, id, changeFrom: (before) => ({ ...changeOf(before), ...over }) },
    sender.deps,
  );

describe('an event that fails', () => {
  it('is sent again after five seconds', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = () => ({ status: 500 });
    await sender.publish();
    await sender.ring();
    expect(sender.alarms).toMatchObject([{ kind: 'deliver', subject: endpoint }]);
    const [{ inSeconds = 0 } = {}] = sender.alarms;
    expect(inSeconds).toBeGreaterThanOrEqual(5);
    expect(inSeconds).toBeLessThanOrEqual(6);

    sender.answer = () => ({ status: 204 });
    sender.pass(inSeconds * 1000);
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1, 1]);
    expect(sender.webhooks.waiting.size).toBe(0);
  });

  it('is sent again on its own schedule when the receiver asks for less of a wait', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = () => ({ status: 429, headers: { 'retry-after': '1' } });
    await sender.publish();
    await sender.ring();
    sender.answer = () => ({ status: 204 });
    for (const [ms, posts] of [
      [2_000, 1],
      [4_000, 2],
    ] as const) {
      sender.pass(ms);
      await sender.ringFor(endpoint);
      expect(sender.posted).toHaveLength(posts);
    }
  });

  it('is looked after in time also when another is to be sent again much later', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = ({ sequence }) => ({ status: sequence === 2 ? 204 : 500 });
    await sender.publish();
    await sender.ring();
    sender.pass(6_000);
    await sender.publish(2);
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1, 1, 2, 3]);
    // The first is due in five minutes by now, and the third in five seconds.
    expect(sender.alarms.at(-1)?.inSeconds).toBeLessThanOrEqual(6);
  });

  it('because nothing may be sent to where its name leads has cost no time: the others are tried, too', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = () => 'refusal';
    await sender.publish(2);
    await sender.ring();
    expect(sender.sequences).toEqual([1, 2]);
    const [, first] = await sender.deps.deliveries.list(endpoint, { limit: 10 });
    expect(first).toMatchObject({
      ...{ status: 'retrying', attempts: [{ failure: 'not sent: it is within a private network' }] },
    });
  });

  it('is written down with every attempt, also with the one that its sender did not survive', async () => {
    const endpoint = await sender.endpoint();
    await sender.publish();
    sender.answer = () => Promise.reject(new Error('a power cut'));
    await expect(sender.ring()).rejects.toThrow('a power cut');
    sender.answer = () => ({ status: 204 });
    sender.pass(31_000);
    await sender.ringFor(endpoint);
    const [delivery] = await sender.deps.deliveries.list(endpoint, { limit: 10 });
    expect(delivery).toMatchObject({
      ...{ status: 'delivered', attemptCount: 2 },
      attempts: [{ failure: expect.stringContaining('cut off') }, { answer: { status: 204 } }],
    });
  });

  it('holds up no other, and is sent between them when its time has come', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = ({ sequence }) => ({ status: sequence === 2 ? 500 : 204 });
    await sender.publish(3);
    await sender.ring();
    expect(sender.sequences).toEqual([1, 2, 3]);
    sender.answer = () => ({ status: 204 });
    await sender.publish();
    sender.pass(6_000);
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1, 2, 3, 2, 4]);
  });
});

describe('an endpoint that wants a rest', () => {
  it.each([
    ['by saying so', { status: 429, headers: { 'retry-after': '600' } }, 600],
    ['by not answering at all', 'silence' as const, 6],
  ])('%s, gets every event after the one that it did not take when the rest is over', async (_, answer, seconds) => {
    const endpoint = await sender.endpoint();
    sender.answer = () => answer;
    await sender.publish(3);
    await sender.ring();
    expect(sender.sequences).toEqual([1]);

    sender.answer = () => ({ status: 204 });
    sender.pass(seconds * 1000);
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1, 1, 2, 3]);
  });

  it('is left alone until then, however often it is rung for', async () => {
    const endpoint = await sender.endpoint();
    sender.answer = () => ({ status: 503, headers: { 'retry-after': '60' } });
    await sender.publish(2);
    await sender.ring();
    sender.pass(59_000);
    await sender.ring();
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1]);
  });
});

describe('a sender whose endpoint changes meanwhile', () => {
  it('sends no other page to the address that it was moved from', async () => {
    const endpoint = await sender.endpoint({ url: 'https://old.example/' });
    await sender.publish(60);
    let posts = 0;
    sender.answer = async () => {
      posts += 1;
      if (posts === 3) await change(endpoint, { url: 'https://new.example/' });
      return { status: 204 };
    };
    await sender.ring();
    expect(new Set(sender.sequences)).toEqual(new Set(numbers(1, 25)));

    await sender.ringFor(endpoint);
    const moved = sender.posted.filter(({ url }) => url === 'https://new.example/');
    expect(moved.map(({ sequence }) => sequence)).toEqual(numbers(1, 60));
  });

  it('does not disable what was moved meanwhile, because its old address is gone', async () => {
    const endpoint = await sender.endpoint({ url: 'https://old.example/' });
    await sender.publish(2);
    sender.answer = async ({ url }) => {
      if (url === 'https://new.example/') return { status: 204 };
      await change(endpoint, { url: 'https://new.example/' });
      return { status: 410 };
    };
    await sender.ring();
    expect(sender.webhooks.kept.get(endpoint)).toMatchObject({ status: 'enabled', url: 'https://new.example/' });
    await sender.ringFor(endpoint);
    expect(sender.posted.map(({ url, sequence }) => [url, sequence]).slice(1)).toEqual([
      ['https://new.example/', 1],
      ['https://new.example/', 2],
    ]);
  });

  it('passes over nothing that the owner has meanwhile asked to hear of', async () => {
    const endpoint = await sender.endpoint({ tags: ['rain'] });
    await sender.publish(1, { tags: ['rain'] });
    sender.answer = async ({ sequence }) => {
      if (sequence === 1 && sender.posted.length === 1) {
        await sender.publish(1, { tags: ['snow'] });
        await change(endpoint, { tags: ['rain', 'harbour'] });
        await sender.publish(1, { tags: ['harbour'] });
      }
      return { status: 204 };
    };
    await sender.ring();
    await sender.ringFor(endpoint);
    expect(sender.sequences).toEqual([1, 1, 3]);
  });

  it('sends nothing more to an endpoint that is disabled while an event is on its way', async () => {
    const endpoint = await sender.endpoint();
    await sender.publish();
    sender.answer = async () => {
      await change(endpoint, { status: 'disabled' });
      await sender.publish();
      return { status: 204 };
    };
    await sender.ring();
    expect(sender.sequences).toEqual([1]);
  });

  it('sends nothing more to an endpoint that is removed while an event is on its way', async () => {
    const endpoint = await sender.endpoint();
    await sender.publish();
    sender.answer = async () => {
      await sender.deps.endpoints.remove(sender.publication.id, endpoint);
      await sender.publish();
      return { status: 204 };
    };
    await sender.ring();
    expect(sender.sequences).toEqual([1]);
  });
});

describe('a lease', () => {
  it.each([14_000, 3_000, 1])(
    'lasts longer than any request that is sent under it, when each takes %i ms',
    async (takes) => {
      const endpoint = await sender.endpoint();
      await sender.publish(30);
      sender.takes = takes;
      const leftAtTheEnd: number[] = [];
      sender.answer = () => {
        const until = sender.webhooks.leased.get(endpoint)?.course.leasedUntil ?? '';
        leftAtTheEnd.push(Date.parse(until) - Date.parse(sender.now) - takes);
        return { status: 204 };
      };
      await sender.ring();
      expect(Math.min(...leftAtTheEnd)).toBeGreaterThan(0);
      expect(sender.sequences).toEqual(numbers(1, sender.posted.length));
    },
  );

  it('is taken by one at a time: who finds it taken sends nothing', async () => {
    const endpoint = await sender.endpoint();
    await sender.publish(3);
    sender.answer = async ({ sequence }) => {
      if (sequence === 1) await sender.ringFor(endpoint);
      return { status: 204 };
    };
    await sender.ring();
    expect(sender.sequences).toEqual([1, 2, 3]);
  });

  it('is given back with one more look, at what came meanwhile', async () => {
    await sender.endpoint();
    await sender.publish();
    const { courses } = sender.deps;
    let late = true;
    const move: typeof courses.move = async (...given) => {
      if (late) await sender.publish();
      late = false;
      return courses.move(...given);
    };
    sender.webhooks.courses = { ...courses, move };
    await sender.ring();
    expect(sender.sequences).toEqual([1, 2]);
  });
});

it('goes on in another function when its time is over', async () => {
  const endpoint = await sender.endpoint();
  await sender.publish(100);
  sender.takes = 1_000;
  await sender.ring();
  expect(sender.sequences.length).toBeLessThan(100);
  expect(sender.now < afterNoon(60_000)).toBe(true);
  expect(sender.alarms).toContainEqual(expect.objectContaining({ subject: endpoint, inSeconds: 0 }));
  for (const _ of sender.alarms) await sender.ringFor(endpoint);
  expect(sender.sequences).toEqual(numbers(1, 100));
});
