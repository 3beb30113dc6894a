import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true });

/** Sends a request to an engine, at a third of what `fetch` takes of the processor: the event sources ask all the time. */
export async function post(url: string, { headers, body, signal }: Posted): Promise<Answer> {
  const length = String(Buffer.byteLength(body));
  const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': length }, signal });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}
