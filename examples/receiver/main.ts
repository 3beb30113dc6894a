import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { registration } from './registration.ts';

// A webhook receiver: registers itself once, believes what is signed, and drops what it knows already.
const {
  BULLETIN_URL: url = 'http://localhost:8787',
  BULLETIN_KEY: key = '',
  BULLETIN_PUBLICATION: publication = 'bulletin-news',
  BULLETIN_RECEIVER: file = '.bulletin/example-receiver.json',
  PORT: wanted = '8788',
} = process.env;

if (key === '') {
  console.error('set BULLETIN_KEY to a key with the scope endpoints:manage');
  process.exit(2);
}

interface Event {
  readonly source: string;
  readonly sequence?: string;
  readonly type: string;
  /** Of a sealed event, nobody outside is told. */
  readonly subject?: string;
  readonly data?: { readonly title?: string };
}

const { endpoint, secret, port } = await registration({ url, key, publication, file }, Number(wanted));
const webhook = new Webhook(secret);
/** The latest that were received: what was sent and not answered in time comes again. */
const known = new Set<string>();

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function take(id: string, { source, sequence, type, subject, data }: Event): void {
  if (known.has(id)) return;
  known.add(id);
  if (known.size > 10_000) known.delete([...known][0] ?? '');
  console.log(`${source} ${Number(sequence ?? 0)} ${type} ${subject ?? 'sealed'} ${data?.title ?? ''}`);
}

const server = createServer(async (request, response) => {
  try {
    const event = webhook.verify(await bytesOf(request), request.headers as Record<string, string>) as Event;
    take(String(request.headers['webhook-id']), event);
    response.writeHead(204).end();
  } catch (error) {
    console.error(`not believed: ${error instanceof Error ? error.message : error}`);
    response.writeHead(400).end();
  }
});
server.listen(port, '127.0.0.1', () => console.error(`${endpoint} listens on port ${port}`));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
