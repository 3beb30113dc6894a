import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Functions } from './functions.ts';
import { listen } from './listen.ts';
import type { Messaging } from './messaging.ts';
import { SnsDelivery } from './sns-delivery.ts';
import { attributesOf, snsQuery, subscriptionsAt } from './sns-query.ts';

/** The protocols that the engine takes subscriptions of, and does not serve. */
const SERVED = new Set(['http', 'https', 'lambda']);

/** Serves every subscription of a function or an HTTP(S) endpoint, whoever made it and when. */
export class SnsDeliveries {
  readonly #messaging: Messaging;
  readonly #functions: Functions;
  readonly #everyMs: number;
  readonly #deliveries = new Map<string, SnsDelivery>();
  readonly #confirmations: Server;
  readonly #running: Promise<void>;
  readonly #closed = new AbortController();

  /** Looks for new and changed subscriptions once a second, unless it is told another time. */
  constructor(messaging: Messaging, functions: Functions, { everyMs = 1_000 } = {}) {
    this.#messaging = messaging;
    this.#functions = functions;
    this.#everyMs = everyMs;
    this.#confirmations = createServer((request, response) => {
      void confirmed(messaging.endpoint, request.url ?? '/').then(({ status, text }) => {
        response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
      });
    });
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
    await Promise.all([...this.#deliveries.values()].map((one) => one.close()));
    this.#confirmations.close();
  }

  async #run(): Promise<void> {
    const port = await listen(this.#confirmations);
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await this.#look(`http://127.0.0.1:${port}`).catch((error: unknown) => {
        process.stderr.write(`sns  ${error instanceof Error ? error.message : error}\n`);
      });
      await pause(this.#everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(confirmations: string): Promise<void> {
    const [messaging, functions] = [this.#messaging, this.#functions];
    const all = (await subscriptionsAt(messaging.endpoint)).filter(({ protocol }) => SERVED.has(protocol));
    for (const subscription of all) {
      // It may have gone since it was listed.
      const attributes = await attributesOf(messaging.endpoint, subscription.arn).catch(() => undefined);
      if (!attributes) continue;
      const known = this.#deliveries.get(subscription.arn);
      if (known) await known.update(attributes);
      else {
        const delivery = new SnsDelivery({ subscription, messaging, functions, confirmations }, attributes);
        this.#deliveries.set(subscription.arn, delivery);
      }
    }
    const there = new Set(all.map(({ arn }) => arn));
    for (const [arn, delivery] of this.#deliveries) {
      if (there.has(arn)) continue;
      this.#deliveries.delete(arn);
      await delivery.remove();
    }
  }
}

/** What a receiver says by visiting an address that it was sent. */
async function confirmed(endpoint: string, url: string): Promise<{ status: number; text: string }> {
  const parameters = Object.fromEntries(new URL(url, endpoint).searchParams);
  if (parameters.Action !== 'ConfirmSubscription' && parameters.Action !== 'Unsubscribe')
    return { status: 404, text: '' };
  return snsQuery(endpoint, parameters).then(
    (text) => ({ status: 200, text }),
    (error: Error) => ({ status: 400, text: error.message }),
  );
}
