import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import autocannon from 'autocannon';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { createPublications } from './clients.ts';
import { fill } from './fill.ts';
import { atLeast, type Line, median } from './measure.ts';

const ROUNDS = 3;
const CONNECTIONS = 32;
const SHARE = 0.4;

interface Polling {
  /** The length of each of three rounds. */
  readonly seconds: number;
}

/** What readers ask for, through the gateway and its function, against a bare server that answers the same. */
export async function polls(bulletin: Bulletin, polling: Polling): Promise<Line[]> {
  await createPublications(bulletin, ['bench']);
  const pages = await fill(bulletin, { publication: 'bench', articles: 75 });
  const lines: Line[] = [];
  for (const [what, path, coding] of [
    ['feed', '/bench/rss.xml', 'br'],
    ['feed', '/bench/rss.xml', 'gzip'],
    ['feed', '/bench/rss.xml', 'identity'],
    ['composed feed', '/bench/rss.xml?section=world&tag=harbour,weather', 'br'],
    ['archive', '/bench/archive/0/atom.xml', 'br'],
    ['front page', '/bench/', 'br'],
    ['article page', pages[0] ?? '', 'br'],
  ] as const)
    lines.push(...(await polled(what, { url: `${bulletin.addresses.url}${path}`, coding, ...polling })));
  return lines;
}

async function polled(what: string, { url, coding, seconds }: Polling & { url: string; coding: string }) {
  const headers = { 'accept-encoding': coding };
  const full = await answerTo(url, headers);
  if (full.status !== 200) throw new Error(`${url} was answered ${full.status}`);
  const conditional = { ...headers, 'if-none-match': full.headers.etag ?? '' };
  const unchanged = await answerTo(url, conditional);
  const name = `${what} 200 (${full.body.length} bytes, ${coding})`;
  const whole = await compare(name, { url, headers, answer: full, seconds });
  if (coding !== 'br') return [whole];
  return [whole, await compare(`${what} 304`, { url, headers: conditional, answer: unchanged, seconds })];
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

interface Contest extends Polling {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly answer: Answer;
}

async function compare(what: string, { url, headers, answer, seconds }: Contest): Promise<Line> {
  const bare = fork(new URL('./bare-server.ts', import.meta.url));
  bare.send({ ...answer, body: answer.body.toString('base64') });
  const [{ port }] = await once(bare, 'message');
  const rates: number[] = [];
  const baselines: number[] = [];
  const asked = { headers, status: answer.status, seconds };
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push(await rateOf(url, asked));
    baselines.push(await rateOf(`http://127.0.0.1:${port}/`, asked));
  }
  bare.kill();
  return atLeast(what, { rate: median(rates), baseline: median(baselines), share: SHARE });
}

async function rateOf(
  url: string,
  { headers, status, seconds }: Polling & { headers: Record<string, string>; status: number },
): Promise<number> {
  await autocannon({ url, headers, connections: CONNECTIONS, duration: 1 });
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds });
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
