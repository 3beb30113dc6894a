import { createServer } from 'node:http';

/** Takes whatever is posted; tells its parent, when asked, when each came, in milliseconds since 1970. */
const arrivals: { subject: string; at: number }[] = [];

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const at = performance.timeOrigin + performance.now();
  response.writeHead(204).end();
  const [, subject = ''] = /"subject":"([^"]*)"/.exec(Buffer.concat(chunks).toString()) ?? [];
  arrivals.push({ subject, at });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));

process.on('message', () => process.send?.(arrivals));
