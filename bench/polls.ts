import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import autocannon from 'autocannon';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { atLeast, type Line, median } from './measure.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;

/** What readers ask for, through the gateway and its function, against a bare server that answers the same. */
export async function polls(bulletin: Bulletin, { page }: { page: string }): Promise<Line[]> {
  const documents = {
    feed: '/bench/rss.xml',
    'composed feed': '/bench/rss.xml?section=world&tag=harbour,weather',
    archive: '/bench/archive/0/atom.xml',
    'front page': '/bench/',
    'article’s page': page,
  };
  const lines: Line[] = [];
  for (const [what, path] of Object.entries(documents))
    lines.push(...(await polled(what, `${bulletin.addresses.url}${path}`)));
  return lines;
}

async function polled(what: string, url: string): Promise<Line[]> {
  const headers = { 'accept-encoding': 'br' };
  const full = await answerTo(url, headers);
  const conditional = { ...headers, 'if-none-match': full.headers.etag ?? '' };
  const unchanged = await answerTo(url, conditional);
  return [
    await compare(`${what} 200 (${full.body.length} bytes, br)`, { url, headers, answer: full }),
    await compare(`${what} 304`, { url, headers: conditional, answer: unchanged }),
  ];
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

interface Contest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly answer: Answer;
}

async function compare(what: string, { url, headers, answer }: Contest): Promise<Line> {
  const bare = fork(new URL('./bare-server.ts', import.meta.url));
  bare.send({ ...answer, body: answer.body.toString('base64') });
  const [{ port }] = await once(bare, 'message');
  const rates: number[] = [];
  const baselines: number[] = [];
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push(await rateOf(url, headers, answer.status));
    baselines.push(await rateOf(`http://127.0.0.1:${port}/`, headers, answer.status));
  }
  bare.kill();
  return atLeast(what, { rate: median(rates), baseline: median(baselines), share: 0.35 });
}

async function rateOf(url: string, headers: Record<string, string>, status: number): Promise<number> {
  await autocannon({ url, headers, connections: CONNECTIONS, duration: 1 });
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  const answered = status === 304 ? result['3xx'] : result['2xx'];
  if (answered !== result.requests.total)
    throw new Error(`${url}: ${result.requests.total - answered} were not answered with ${status}`);
  return result.requests.average;
}

/** The answer byte for byte: `fetch` would decompress it. */
async function answerTo(url: string, headers: Record<string, string>): Promise<Answer> {
  const [response] = await once(request(url, { headers }).end(), 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { connection, 'keep-alive': _, 'transfer-encoding': __, date, ...kept } = response.headers;
  return { status: response.statusCode, headers: kept, body: Buffer.concat(chunks) };
}
