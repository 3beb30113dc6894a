import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Received, Receiver } from './receiver.ts';

/** What a subscriber keeps of a topic: what it has asked for, and what it was sent. */
interface Subscribed {
  readonly topic: string;
  readonly callback: string;
  readonly secret?: string | undefined;
  /** What it answers when it is asked whether it wants it. @default yes */
  wants: 'subscribe' | 'unsubscribe' | 'neither';
}

/**
 * A subscriber by the letter of https://www.w3.org/TR/websub/: it finds the hub in the feed's own links, confirms what it
 * has asked for and nothing else, and takes only what it can verify.
 */
export class WebSubSubscriber implements AsyncDisposable {
  readonly receiver: Receiver;
  readonly deliveries: { topic: string; body: string; received: Received }[] = [];
  readonly verifications: URLSearchParams[] = [];
  readonly #subscribed = new Map<string, Subscribed>();
  status = 200;

  private constructor(receiver: Receiver) {
    this.receiver = receiver;
    receiver.answer = (received, response) => {
      const asked = this.#subscribed.get(received.url.pathname);
      if (!asked) response.writeHead(404).end();
      else if (received.method === 'GET') this.#verify(asked, { received, response });
      else this.#take(asked, { received, response });
    };
  }

  static start = async (): Promise<WebSubSubscriber> => new WebSubSubscriber(await Receiver.start());

  /** §4: the first hub and the self link of the headers, else of the document. */
  static async discover(url: string): Promise<{ hub: string; topic: string }> {
    const response = await fetch(url);
    const body = await response.text();
    const linked = (rel: string) =>
      new RegExp(`<([^>]+)>;\\s*rel="${rel}"`).exec(response.headers.get('link') ?? '')?.[1] ??
      new RegExp(`<(?:atom:)?link[^>]*href="([^"]+)"[^>]*rel="${rel}"`).exec(body)?.[1];
    const [hub, topic] = [linked('hub'), linked('self')];
    if (!hub || !topic) throw new Error(`${url} names no hub, or not itself`);
    return { hub, topic };
  }

  async subscribe(feed: string, { name = 'callback', ...options }: Options = {}): Promise<Response> {
    return this.#request('subscribe', { feed, name, ...options });
  }

  async unsubscribe(feed: string, { name = 'callback', ...options }: Options = {}): Promise<Response> {
    return this.#request('unsubscribe', { feed, name, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.receiver[Symbol.asyncDispose]();
  }

  async #request(
    mode: 'subscribe' | 'unsubscribe',
    { feed, name, secret, wants = mode, parameters = {} }: Options & { feed: string; name: string },
  ) {
    const { hub, topic } = await WebSubSubscriber.discover(feed);
    const callback = `${this.receiver.url}/${name}?of=${encodeURIComponent('a&b')}`;
    const known = this.#subscribed.get(`/${name}`);
    this.#subscribed.set(`/${name}`, { topic, callback, secret: secret ?? known?.secret, wants });
    const form = { 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': callback, ...parameters };
    const body = new URLSearchParams({ ...form, ...(secret && { 'hub.secret': secret }) });
    return fetch(hub, { method: 'POST', body });
  }

  #verify({ topic, wants }: Subscribed, { received, response }: Exchange) {
    const query = received.url.searchParams;
    this.verifications.push(query);
    const confirmed = query.get('hub.mode') === wants && query.get('hub.topic') === topic && query.get('of') === 'a&b';
    response.writeHead(confirmed ? 200 : 404).end(confirmed ? query.get('hub.challenge') : '');
  }

  #take({ topic, secret }: Subscribed, { received, response }: Exchange) {
    const { body, headers } = received;
    const links = String(headers.link);
    const named = /<[^>]+>;\s*rel="hub"/.test(links) && links.includes(`<${topic}>; rel="self"`);
    if (named && isSigned(body, { secret, signature: String(headers['x-hub-signature'] ?? '') }) && this.status < 300)
      this.deliveries.push({ topic, body, received });
    response.writeHead(this.status).end();
  }
}

interface Options {
  readonly name?: string;
  readonly secret?: string;
  readonly wants?: Subscribed['wants'];
  readonly parameters?: Readonly<Record<string, string>>;
}

interface Exchange {
  readonly received: Received;
  readonly response: Parameters<Receiver['answer']>[1];
}

/** §7.1.2: what cannot be verified is acknowledged and left alone. */
function isSigned(body: string, { secret, signature }: { secret: string | undefined; signature: string }): boolean {
  if (!secret) return signature === '';
  const [method = '', hash = ''] = signature.split('=');
  const expected = createHmac(method, secret).update(body).digest('hex');
  return expected.length === hash.length && timingSafeEqual(Buffer.from(expected), Buffer.from(hash));
}
