import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EndpointId } from '#lib/domain/endpoint.ts';
import { ATable } from '../support/a-table.ts';
import { ok, type Received, Receiver } from '../support/receiver.ts';
import { WebhookDesk } from '../support/webhook-desk.ts';

let engine: ATable;
let table: ATable;
let receiver: Receiver;
let desk: WebhookDesk;
beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());
// A table each: its timers are turned by the clock of one test.
beforeEach(async () => {
  [receiver, table] = await Promise.all([Receiver.start(), engine.emptyTable()]);
  desk = await WebhookDesk.at(table);
});
afterEach(() => receiver[Symbol.asyncDispose]());

const heard = (path: string): readonly Received[] => receiver.received.filter(({ url }) => url.pathname === path);
const sequences = (path: string) => heard(path).map(({ body }) => Number(JSON.parse(body).sequence));

/** What has arrived is signed, and every attempt that arrived is written down, with what was answered. */
async function expectTruth(endpoint: EndpointId, path: string): Promise<void> {
  for (const received of heard(path).slice(-1)) expect(desk.payload(received, endpoint).sequence).toBeDefined();
  for (const { id, attempts, attemptCount } of await desk.deliveries(endpoint)) {
    const arrivals = heard(path).filter(({ headers }) => headers['webhook-id'] === id);
    expect(attempts.length).toBe(attemptCount);
    const sent = attempts.map(({ request }) => request.headers['webhook-signature']);
    expect(sent).toEqual(arrivals.map(({ headers }) => headers['webhook-signature']));
  }
}

/** Two endpoints, of which the first has a fault until it is over; the events are published meanwhile. */
async function withFault(fault: typeof receiver.answer, events: number) {
  const faulty = await desk.endpoint({ url: `${receiver.url}/faulty` });
  const sound = await desk.endpoint({ url: `${receiver.url}/sound` });
  receiver.answer = (received, response) =>
    received.url.pathname === '/faulty' ? fault(received, response) : ok(received, response);
  for (let event = 0; event < events; event += 1) {
    await desk.publish();
    await desk.ring();
  }
  expect(sequences('/sound')).toEqual(Array.from({ length: events }, (_, index) => index + 1));
  const recovers = () => {
    receiver.answer = ok;
  };
  return { faulty, sound, recovers };
}

async function expectAll(endpoint: EndpointId, path: string): Promise<void> {
  const log = await desk.wholeLog();
  expect(new Set(sequences(path))).toEqual(new Set(log.map(({ sequence }) => Number(sequence))));
  const deliveries = await desk.deliveries(endpoint);
  expect(deliveries.map(({ status }) => status)).toEqual(log.map(() => 'delivered'));
  await expectTruth(endpoint, path);
}

it('a receiver that hangs delays no other, costs one attempt now and then, and gets everything when it is well', async () => {
  const { faulty, sound, recovers } = await withFault(() => undefined, 6);
  expect(heard('/faulty').length).toBe(1);
  const [first] = (await desk.deliveries(faulty)).toReversed();
  expect(first).toMatchObject({ status: 'retrying', attempts: [{ failure: 'no answer within 2 seconds' }] });
  recovers();
  await desk.passTime(2);
  await expectAll(faulty, '/faulty');
  await expectAll(sound, '/sound');
});

it('a receiver that answers 500 for an hour gets everything after it, and was asked a few times meanwhile', async () => {
  const { faulty, recovers } = await withFault((_received, response) => void response.writeHead(500).end('no'), 5);
  await desk.passTime(60);
  const asked = heard('/faulty').length;
  expect(asked).toBeGreaterThanOrEqual(5);
  expect(asked).toBeLessThanOrEqual(12);
  recovers();
  await desk.passTime(180);
  await expectAll(faulty, '/faulty');
  const answers = (await desk.deliveries(faulty)).flatMap(({ attempts }) => attempts.map(({ answer }) => answer));
  expect(answers.filter((answer) => answer?.status === 500)).toHaveLength(asked);
  expect(answers.find((answer) => answer?.status === 500)?.body).toBe('no');
});

it('a receiver that closes midway has not got it', async () => {
  const { faulty, recovers } = await withFault((_received, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  }, 2);
  const [latest] = (await desk.deliveries(faulty)).toReversed();
  expect(latest?.attempts[0]?.failure).toMatch(/cut off/);
  recovers();
  await desk.passTime(2);
  await expectAll(faulty, '/faulty');
});

it('of a receiver that answers 3 MB no more than 4 KB is read', async () => {
  const { faulty } = await withFault((_received, response) => void response.end('x'.repeat(3_000_000)), 2);
  await expectAll(faulty, '/faulty');
  for (const { attempts } of await desk.deliveries(faulty)) expect(attempts[0]?.answer?.body).toBe('x'.repeat(4_096));
});

it('a redirect is not followed', async () => {
  const elsewhere = [`${receiver.url}/elsewhere`, 'http://169.254.169.254/latest/meta-data/'];
  const { faulty, recovers } = await withFault(
    (_received, response) => void response.writeHead(307, { location: elsewhere.shift() ?? '/' }).end(),
    2,
  );
  expect(heard('/elsewhere')).toEqual([]);
  const answers = (await desk.deliveries(faulty)).map(({ attempts }) => attempts[0]?.answer);
  expect(answers).toMatchObject([
    { status: 307, headers: { location: 'http://169.254.169.254/latest/meta-data/' } },
    { status: 307, headers: { location: `${receiver.url}/elsewhere` } },
  ]);
  recovers();
  await desk.passTime(6);
  await expectAll(faulty, '/faulty');
});

it('an event that is too large goes out as a claim check, in its place', async () => {
  const endpoint = await desk.endpoint({ url: `${receiver.url}/hook` });
  await desk.publish();
  await desk.publish({ content: { html: `<p>${'A long story. '.repeat(4_000)}</p>` } });
  await desk.publish();
  await desk.ring();
  expect(sequences('/hook')).toEqual([1, 2, 3]);
  const [, large] = heard('/hook');
  if (!large) throw new Error('it did not come');
  expect(large.body.length).toBeLessThan(20_000);
  const { data, dataref } = desk.payload(large, endpoint);
  expect([data, dataref]).toEqual([undefined, expect.stringMatching(/\/events\/2$/)]);
  await expectAll(endpoint, '/hook');
});

it('an event that a receiver never takes is given up after three days, and holds up no other', async () => {
  const endpoint = await desk.endpoint({ url: `${receiver.url}/hook` });
  receiver.answer = ({ body }, response) =>
    void response.writeHead(JSON.parse(body).sequence.endsWith('2') ? 400 : 204).end();
  for (let event = 0; event < 4; event += 1) await desk.publish();
  await desk.ring();
  expect(sequences('/hook')).toEqual([1, 2, 3, 4]);
  await desk.passUntilDone();
  const deliveries = await desk.deliveries(endpoint);
  expect(deliveries.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'failed', 'delivered']);
  expect(deliveries[2]?.attemptCount).toBe(10);
  const [first, last] = [deliveries[2]?.attempts.at(0), deliveries[2]?.attempts.at(-1)];
  const days = (Date.parse(last?.at ?? '') - Date.parse(first?.at ?? '')) / 86_400_000;
  expect(days).toBeGreaterThan(3);
  expect(days).toBeLessThan(3.6);
  await expectTruth(endpoint, '/hook');
});

it('an endpoint where nothing arrives for five days is disabled, which the log says', async () => {
  const { faulty, sound } = await withFault((_received, response) => void response.writeHead(500).end(), 3);
  await desk.passUntilDone();
  await desk.ring();
  const log = await desk.wholeLog();
  const told = log.filter(({ type }) => type === 'bulletin.endpoint.disabled.v1');
  expect(told).toMatchObject([{ subject: faulty, data: { id: faulty, reason: 'failing' } }]);
  const { failingSince = '', disabledAt = '' } = Object(told[0]?.data) as Record<string, string>;
  expect(Date.parse(disabledAt) - Date.parse(failingSince)).toBeGreaterThanOrEqual(5 * 86_400_000);
  expect(sequences('/sound').at(-1)).toBe(log.length);
  await expectAll(sound, '/sound');
});

it('one that says when to come again is left alone until then', async () => {
  const { faulty, recovers } = await withFault(
    (_received, response) => void response.writeHead(429, { 'retry-after': '600' }).end(),
    3,
  );
  expect(heard('/faulty').length).toBe(1);
  recovers();
  await desk.passTime(9);
  expect(heard('/faulty').length).toBe(1);
  await desk.passTime(2);
  await expectAll(faulty, '/faulty');
  expect(sequences('/faulty')).toEqual([1, 1, 2, 3]);
});

it('one dead endpoint among a hundred delays nobody', async () => {
  desk = await WebhookDesk.at(table, { totalMs: 20_000 });
  const dead = await desk.endpoint({ url: `${receiver.url}/dead` });
  const living: EndpointId[] = [];
  for (let n = 1; n < 100; n += 1) living.push(await desk.endpoint({ url: `${receiver.url}/${n}` }));
  // It is dead for as long as anybody else has not been heard.
  let hanging: ServerResponse | undefined;
  receiver.answer = ({ url }, response) => {
    if (url.pathname === '/dead') hanging = response;
    else response.end();
    if (receiver.received.length === 100) hanging?.writeHead(503).end();
  };
  await desk.publish();
  await desk.ring();
  for (let n = 1; n < 100; n += 1) expect(sequences(`/${n}`)).toEqual([1]);
  expect((await desk.deliveries(dead))[0]).toMatchObject({
    status: 'retrying',
    attempts: [{ answer: { status: 503 } }],
  });
  for (const [index, endpoint] of living.entries()) if (index % 20 === 0) await expectAll(endpoint, `/${index + 1}`);
});

it('two that ring at once send each event once, in order', async () => {
  const endpoint = await desk.endpoint({ url: `${receiver.url}/hook` });
  for (let event = 0; event < 30; event += 1) await desk.publish();
  const publishing = (async () => {
    for (let event = 0; event < 10; event += 1) await desk.publish();
  })();
  await Promise.all([desk.ring(), desk.ring(), publishing.then(desk.ring)]);
  expect(sequences('/hook')).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  await expectAll(endpoint, '/hook');
});
