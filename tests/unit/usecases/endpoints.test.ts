import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeOf, type EndpointId } from '#lib/domain/endpoint.ts';
import { addEndpoint } from '#lib/usecases/add-endpoint.ts';
import { changeEndpoint } from '#lib/usecases/change-endpoint.ts';
import { disableEndpoint } from '#lib/usecases/disable-endpoint.ts';
import { readEndpoint } from '#lib/usecases/read-endpoint.ts';
import { removeEndpoint } from '#lib/usecases/remove-endpoint.ts';
import { replayEvents } from '#lib/usecases/replay-events.ts';
import { rotateSecret } from '#lib/usecases/rotate-secret.ts';
import { makeTest, sendTest } from '#lib/usecases/send-test.ts';
import { ASender, type Posted } from '../../support/a-sender.ts';

let sender: ASender;
beforeEach(() => {
  sender = new ASender();
});

type Settings = Partial<ReturnType<typeof changeOf>>;
const of = (id: EndpointId) => ({ publication: sender.publication.id, id });
const change = (id: EndpointId, over: Settings, deps = sender.deps) =>
  changeEndpoint({ ...of(id), changeFrom: (before) => ({ ...changeOf(before), ...over }) }, deps);
const rotate = (id: EndpointId, overlapHours: number, deps = sender.deps) =>
  rotateSecret({ ...of(id), overlapHours }, deps);
const kept = (id: EndpointId) => sender.webhooks.kept.get(id);

/** Does something else to the endpoints between the reads of what follows and its first write. */
function beforeTheNextWrite(act: () => Promise<unknown>) {
  const { endpoints } = sender.deps;
  let left = 1;
  const changeAfter: typeof endpoints.change = async (...given) => {
    if (left > 0) {
      left -= 1;
      await act();
    }
    return endpoints.change(...given);
  };
  return { ...sender.deps, endpoints: { ...endpoints, change: changeAfter } };
}

/** Whether a receiver that knows this secret alone takes what was posted. */
function isSignedBy({ headers, body = new Uint8Array() }: Posted, secret: string): boolean {
  vi.useFakeTimers({ now: Number(headers['webhook-timestamp']) * 1000, toFake: ['Date'] });
  try {
    new Webhook(secret).verify(Buffer.from(body).toString(), headers as Record<string, string>);
    return true;
  } catch {
    return false;
  } finally {
    vi.useRealTimers();
  }
}

describe('a publication', () => {
  it('has at most a hundred endpoints', async () => {
    for (let n = 1; n <= 100; n += 1) await sender.endpoint({ url: `https://receiver.example/${n}` });
    await expect(sender.endpoint()).rejects.toMatchObject({ code: 'endpoint.too-many' });
    expect(sender.webhooks.kept.size).toBe(100);
  });
});

describe('a new endpoint', () => {
  it('hears of what happens from now on, and of nothing before', async () => {
    await sender.publish(2);
    await sender.endpoint();
    await sender.ring();
    expect(sender.sequences).toEqual([]);
    await sender.publish();
    await sender.ring();
    expect(sender.sequences).toEqual([3]);
  });
});

describe('an address that nothing may be sent to', () => {
  it('is refused of a new endpoint and of one that is moved there, and nothing changes', async () => {
    const id = await sender.endpoint();
    const before = kept(id);
    sender.complaint = 'it is within a private network';
    const url = 'https://internal.example/';
    await expect(sender.endpoint({ url })).rejects.toMatchObject({ code: 'endpoint.url-refused' });
    await expect(change(id, { url })).rejects.toMatchObject({
      code: 'endpoint.url-refused',
      issues: [{ pointer: '/url', given: url }],
    });
    expect([...sender.webhooks.kept.values()]).toEqual([before]);
  });

  it('does not keep another setting from being changed', async () => {
    const id = await sender.endpoint();
    sender.complaint = 'its name is not found at the moment';
    await change(id, { description: 'our archive' });
    expect(kept(id)?.description).toBe('our archive');
  });
});

describe('of two at once', () => {
  it('both changes of an endpoint are kept', async () => {
    const id = await sender.endpoint();
    const deps = beforeTheNextWrite(() => change(id, { description: 'our archive' }));
    const { endpoint } = await change(id, { tags: ['harbour'] }, deps);
    expect(endpoint).toMatchObject({ description: 'our archive', tags: ['harbour'] });
    expect(kept(id)).toEqual(endpoint);
  });

  it('both rotations of a secret are kept: a receiver that knows either secret can verify', async () => {
    const id = await sender.endpoint();
    const secrets: string[] = [];
    const deps = beforeTheNextWrite(async () => secrets.push((await rotate(id, 24)).secret));
    secrets.push((await rotate(id, 24, deps)).secret);
    await sender.publish();
    await sender.ring();
    const [posted] = sender.posted;
    if (!posted) throw new Error('nothing was posted');
    expect(secrets.map((secret) => isSignedBy(posted, secret))).toEqual([true, true]);
  });

  it('a change of what was removed meanwhile is refused', async () => {
    const id = await sender.endpoint();
    const deps = beforeTheNextWrite(() => removeEndpoint(of(id), sender.deps));
    await expect(change(id, { description: 'our archive' }, deps)).rejects.toMatchObject({ code: 'endpoint.missing' });
    expect(kept(id)).toBeUndefined();
  });
});

describe('an endpoint that is disabled', () => {
  it('because it fails, is disabled once, and the log says so once', async () => {
    const id = await sender.endpoint();
    const { url = '' } = kept(id) ?? {};
    const disabling = { publication: sender.publication.id, endpoint: id, url, reason: 'failing' } as const;
    await disableEndpoint(disabling, sender.deps);
    const first = kept(id);
    sender.pass(60_000);
    await disableEndpoint({ ...disabling, reason: 'gone' }, sender.deps);
    expect(sender.memory.events).toMatchObject([
      { type: 'bulletin.endpoint.disabled.v1', data: { reason: 'failing' } },
    ]);
    expect(kept(id)).toEqual(first);
  });

  it('when it is enabled again, goes on where it stopped, at once and with a clean record', async () => {
    const id = await sender.endpoint();
    sender.answer = () => 'silence';
    await sender.publish(2);
    await sender.ring();
    await change(id, { status: 'disabled' });
    await sender.publish();
    await sender.ring();
    expect(sender.sequences).toEqual([1]);

    sender.answer = () => ({ status: 204 });
    const { course } = await change(id, { status: 'enabled' });
    expect(course).not.toMatchObject({ failingSince: expect.anything() });
    expect(sender.rung).toEqual([{ publication: sender.publication.id, endpoint: id }]);
    await sender.ringFor(id);
    expect(sender.sequences).toEqual([1, 2, 3]);
  });

  it('when it is enabled again and told to skip, hears of what happens from now on', async () => {
    const id = await sender.endpoint();
    await change(id, { status: 'disabled' });
    await sender.publish(2);
    await change(id, { status: 'enabled', skipTo: 'head' });
    await sender.publish();
    await sender.ring();
    expect(sender.sequences).toEqual([3]);
  });

  it('takes no replay', async () => {
    const id = await sender.endpoint();
    await sender.publish();
    await change(id, { status: 'disabled' });
    const replay = replayEvents({ ...of(id), replay: { sequence: 1 } }, sender.deps);
    await expect(replay).rejects.toMatchObject({ code: 'endpoint.disabled' });
    expect(sender.webhooks.waiting.size).toBe(0);
  });
});

describe('an endpoint that is removed', () => {
  it('leaves nothing that waits for it', async () => {
    const id = await sender.endpoint();
    sender.answer = ({ sequence }) => ({ status: sequence === 2 ? 500 : 204 });
    await sender.publish(3);
    await sender.ring();
    await replayEvents({ ...of(id), replay: { after: 0, until: 1 } }, sender.deps);
    expect([...sender.webhooks.waiting.keys()].toSorted()).toEqual([1, 2]);
    await removeEndpoint(of(id), sender.deps);
    expect(sender.webhooks.waiting.size).toBe(0);
  });

  it('is missing from then on', async () => {
    const id = await sender.endpoint();
    await removeEndpoint(of(id), sender.deps);
    for (const again of [() => removeEndpoint(of(id), sender.deps), () => readEndpoint(of(id), sender.deps)])
      await expect(again()).rejects.toMatchObject({ code: 'endpoint.missing' });
  });
});

describe('a test event', () => {
  it.each([204, 500])('is sent once, also when it is rung for again after it was answered %i', async (status) => {
    const id = await sender.endpoint();
    sender.answer = () => ({ status });
    const { endpoint } = await readEndpoint(of(id), sender.deps);
    const { id: test } = await makeTest(endpoint, sender.deps);
    const ring = () => sendTest({ publication: endpoint.publication, endpoint: id, test }, sender.deps);
    for (let time = 0; time < 3; time += 1) await ring();
    expect(sender.posted.map(({ headers }) => headers['webhook-id'])).toEqual([test]);
  });
});

describe('a secret that is replaced', () => {
  it('signs beside the new one until the overlap is over, and not from then on', async () => {
    const added = await addEndpoint(
      { publication: sender.publication.id, url: 'https://receiver.example/' },
      sender.deps,
    );
    const { secret } = await rotate(added.endpoint.id, 2);
    for (const ms of [0, 2 * 3_600_000 - 1, 1, 3_600_000]) {
      sender.pass(ms);
      await sender.publish();
      await sender.ring();
    }
    expect(sender.posted.map((posted) => [added.secret, secret].map((one) => isSignedBy(posted, one)))).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, true],
    ]);
  });

  it('signs nothing any more when there is no overlap', async () => {
    const id = await sender.endpoint();
    const { secret: old } = await rotate(id, 0);
    const { secret } = await rotate(id, 0);
    await sender.publish();
    await sender.ring();
    expect(sender.posted.map((posted) => [old, secret].map((one) => isSignedBy(posted, one)))).toEqual([[false, true]]);
  });
});
