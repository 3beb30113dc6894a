import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// In a process of its own, so that it takes no time of what is measured: agrees to whatever it is asked, and tells when it
// was first sent each article, or how often it was sent anything.
const first = new Map<string, number>();
let deliveries = 0;
let last = 0;

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://receiver');
  if (request.method === 'GET') return void response.end(searchParams.get('hub.challenge'));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  response.writeHead(204).end();
  last = performance.timeOrigin + performance.now();
  deliveries += 1;
  if (searchParams.has('count')) return;
  for (const [id] of Buffer.concat(chunks)
    .toString()
    .matchAll(/art_[0-9a-z]{26}/g)) {
    if (!first.has(id)) first.set(id, last);
  }
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => process.send?.({ first: Object.fromEntries(first), deliveries, last }));
