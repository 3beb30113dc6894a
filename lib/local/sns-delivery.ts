import { setTimeout as pause } from 'node:timers/promises';
import { awsJson } from './aws-json.ts';
import type { Functions } from './functions.ts';
import { ACCOUNT } from './intrinsics.ts';
import type { Messaging } from './messaging.ts';
import { nameIn } from './messaging.ts';
import { type Subscription, snsQuery, subscriptionsAt } from './sns-query.ts';
import { askToConfirm, invokeWith, type Notification, postNotification } from './sns-receiver.ts';

export interface DeliverySettings {
  readonly subscription: Subscription;
  readonly messaging: Messaging;
  readonly functions: Functions;
  readonly confirmations: string;
}

type Attributes = Readonly<Record<string, string>>;

interface Message {
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: { readonly ApproximateReceiveCount?: string };
}

/** SNS gives a message up after so many attempts. */
const MOST_ATTEMPTS = 50;
const MOST_SECONDS = 20;

/** In seconds, after so many attempts that failed: 1, 2, 4 … 20. */
export const backoff = (attempts: number): number => Math.min(MOST_SECONDS, 2 ** (attempts - 1));

/**
 * One subscription of a function or an HTTP(S) endpoint, which the engine takes and does not serve. A queue of its own at the
 * topic, which nobody sees, gets what passes its filter and holds it until the receiver has taken it.
 */
export class SnsDelivery {
  readonly #settings: DeliverySettings;
  readonly #queue: string;
  readonly #running: Promise<void>;
  #attributes: Attributes;
  #closed = new AbortController();

  constructor(settings: DeliverySettings, attributes: Attributes) {
    this.#settings = settings;
    this.#attributes = attributes;
    this.#queue = `sns-${settings.subscription.protocol}-${nameIn(settings.subscription.arn)}`;
    this.#running = this.#run().catch((error: unknown) => {
      if (!this.#closed.signal.aborted)
        process.stderr.write(`sns  ${error instanceof Error ? error.message : error}\n`);
    });
  }

  /** As they are now: it may have been confirmed, and its filter may have changed. */
  async update(attributes: Attributes): Promise<void> {
    const before = this.#attributes;
    this.#attributes = attributes;
    if (attributes.FilterPolicy === before.FilterPolicy || this.#isPending) return;
    const { endpoint } = this.#settings.messaging;
    const hidden = (await subscriptionsAt(endpoint)).find((one) => nameIn(one.endpoint) === this.#queue);
    const AttributeValue = attributes.FilterPolicy ?? '';
    if (hidden)
      await snsQuery(endpoint, {
        ...{
          Action: 'SetSubscriptionAttributes',
          SubscriptionArn: hidden.arn,
          AttributeName: 'FilterPolicy',
          AttributeValue,
        },
      });
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  /** For good: nobody wants what it holds any more. */
  async remove(): Promise<void> {
    await this.close();
    const { server, endpoint } = this.#settings.messaging;
    const hidden = (await subscriptionsAt(endpoint)).filter((one) => nameIn(one.endpoint) === this.#queue);
    for (const { arn } of hidden) await snsQuery(endpoint, { Action: 'Unsubscribe', SubscriptionArn: arn });
    server.deleteQueue(this.#queue);
  }

  get #isPending(): boolean {
    return this.#attributes.PendingConfirmation === 'true';
  }

  async #run(): Promise<void> {
    await this.#confirm();
    if (this.#closed.signal.aborted) return;
    this.#open();
    while (!this.#closed.signal.aborted) {
      const messages = await this.#receive();
      await Promise.all(messages.map((message) => this.#deliver(message)));
    }
  }

  async #confirm(): Promise<void> {
    const { subscription, messaging } = this.#settings;
    const { arn: Token, topicArn: TopicArn, protocol } = subscription;
    if (protocol === 'lambda') {
      await snsQuery(messaging.endpoint, { Action: 'ConfirmSubscription', TopicArn, Token });
      return;
    }
    for (let attempts = 1; this.#isPending && !this.#closed.signal.aborted; attempts += 1) {
      const asked = await askToConfirm({ ...this.#settings, raw: false }).then(
        () => true,
        () => false,
      );
      // Who was asked has all the time there is; who did not hear it is asked again.
      do await this.#pause(asked ? 1 : backoff(attempts));
      while (asked && this.#isPending && !this.#closed.signal.aborted);
    }
  }

  #open(): void {
    const { subscription, messaging } = this.#settings;
    if (messaging.server.inspectQueue(this.#queue)) return;
    messaging.server.createQueue(this.#queue);
    const filter = Object.entries(this.#attributes).filter(([name]) => name.startsWith('FilterPolicy'));
    const [topic, attributes] = [nameIn(subscription.topicArn), Object.fromEntries(filter)];
    messaging.server.subscribe({ topic, queue: this.#queue, attributes });
  }

  async #receive(): Promise<readonly Message[]> {
    const wanted = { MaxNumberOfMessages: 10, WaitTimeSeconds: 1, AttributeNames: ['ApproximateReceiveCount'] };
    return (await this.#sqs<{ Messages?: Message[] }>('ReceiveMessage', wanted)).Messages ?? [];
  }

  async #deliver({ Body, ReceiptHandle, Attributes }: Message): Promise<void> {
    const notification = JSON.parse(Body) as Notification;
    const sending = { ...this.#settings, raw: this.#attributes.RawMessageDelivery === 'true' };
    const isFunction = this.#settings.subscription.protocol === 'lambda';
    try {
      await (isFunction ? invokeWith(notification, sending) : postNotification(notification, sending));
      await this.#sqs('DeleteMessage', { ReceiptHandle });
    } catch {
      const attempts = Number(Attributes?.ApproximateReceiveCount ?? 1);
      if (attempts >= MOST_ATTEMPTS) await this.#sqs('DeleteMessage', { ReceiptHandle });
      else await this.#sqs('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: backoff(attempts) });
    }
  }

  #sqs<Answer>(action: string, parameters: object): Promise<Answer> {
    const { endpoint } = this.#settings.messaging;
    const QueueUrl = `${endpoint}/${ACCOUNT}/${this.#queue}`;
    return awsJson<Answer>(endpoint, `AmazonSQS.${action}`, { QueueUrl, ...parameters });
  }

  #pause(seconds: number): Promise<unknown> {
    return pause(seconds * 1_000, undefined, { signal: this.#closed.signal }).catch(() => undefined);
  }
}
