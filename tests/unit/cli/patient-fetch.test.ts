import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { patientFetch } from '#lib/cli/patient-fetch.ts';

type Step = (response: ServerResponse) => void;

/** A server that answers one step after the other, and the last one for ever. */
async function serving(...steps: Step[]) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    bodies.push(body);
    steps[Math.min(bodies.length, steps.length) - 1]?.(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, bodies, [Symbol.asyncDispose]: async () => void server.close() };
}

const busy =
  (status: number): Step =>
  (response) =>
    response.writeHead(status, { 'retry-after': '0' }).end();
const fine: Step = (response) => response.writeHead(201).end('made');
const cutOff: Step = (response) => response.destroy();

const post = (url: string) => new Request(url, { method: 'POST', body: 'article' });

it('waits out what is busy, and loses nothing of what it sends', async () => {
  await using server = await serving(busy(429), busy(503), cutOff, fine);
  const response = await patientFetch({ attempts: 5 })(post(server.url));
  expect(await response.text()).toBe('made');
  expect(server.bodies).toEqual(['article', 'article', 'article', 'article']);
});

it('gives the refusal when its patience ends', async () => {
  await using server = await serving(busy(503));
  expect((await patientFetch({ attempts: 2 })(post(server.url))).status).toBe(503);
  expect(server.bodies.length).toBe(2);
});

it('waits out a failure of what stands before Bulletin, but not one of Bulletin’s own, which would come again', async () => {
  const gatewayFails: Step = (response) => response.writeHead(500).end('{"message":"Internal Server Error"}');
  await using gateway = await serving(gatewayFails, gatewayFails, fine);
  expect((await patientFetch({ attempts: 5 })(post(gateway.url))).status).toBe(201);
  expect(gateway.bodies.length).toBe(3);

  const defect = JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status: 500, instance: 'r-1' });
  await using bulletin = await serving((response) => response.writeHead(500).end(defect));
  const refused = await patientFetch({ attempts: 5 })(post(bulletin.url));
  expect([refused.status, await refused.text()]).toEqual([500, defect]);
  expect(bulletin.bodies.length).toBe(1);
});

it('says at once that nothing answers where nothing ever did', async () => {
  await using server = await serving(cutOff);
  await expect(patientFetch({ attempts: 9 })(post(server.url))).rejects.toThrow(/does not answer/);
  expect(server.bodies.length).toBe(1);
});
