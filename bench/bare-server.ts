import { createServer } from 'node:http';

/** The least that Node can do: the same bytes for every request, or the same 304. Told what by its parent, tells its port. */
process.once('message', (answer: { status: number; headers: Record<string, string>; body: string }) => {
  const body = Buffer.from(answer.body, 'base64');
  const headers = { ...answer.headers, ...(answer.status === 200 && { 'content-length': String(body.length) }) };
  const server = createServer((_, response) => {
    response.writeHead(answer.status, headers);
    response.end(answer.status === 200 ? body : undefined);
  });
  server.keepAliveTimeout = 75_000;
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
});
