import { setTimeout as pause } from 'node:timers/promises';
import { awsJson } from './aws-json.ts';
import type { LocalFunction } from './function.ts';
import { REGION } from './intrinsics.ts';

export interface QueueSettings {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly target: Pick<LocalFunction, 'invoke'>;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly reportsFailures: boolean;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Record<string, string>;
  readonly MD5OfBody: string;
}

/** A queue as an event source: what was handled is deleted, what failed comes again when its visibility runs out. */
export class QueueSource {
  readonly #settings: QueueSettings;
  readonly #running: Promise<void>;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #closed = new AbortController();

  constructor(settings: QueueSettings) {
    this.#settings = settings;
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
    await Promise.all(this.#inFlight);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        const messages = await this.#receive();
        if (messages.length === 0) continue;
        const handling = this.#handle(messages).finally(() => this.#inFlight.delete(handling));
        this.#inFlight.add(handling);
        if (this.#inFlight.size >= this.#settings.concurrency) await Promise.race(this.#inFlight);
      } catch (error) {
        if (signal.aborted) return;
        process.stderr.write(`queue  ${error instanceof Error ? error.message : error}\n`);
        await pause(500);
      }
    }
  }

  async #receive(): Promise<Message[]> {
    const { endpoint, queueUrl: QueueUrl, batchSize } = this.#settings;
    const wanted = {
      QueueUrl,
      MaxNumberOfMessages: Math.min(10, batchSize),
      WaitTimeSeconds: 20,
      AttributeNames: ['All'],
    };
    const { signal } = this.#closed;
    type Received = { Messages?: Message[] };
    return (await awsJson<Received>(endpoint, 'AmazonSQS.ReceiveMessage', wanted, { signal })).Messages ?? [];
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const { endpoint, queueUrl: QueueUrl, target, reportsFailures } = this.#settings;
    try {
      const result = (await target.invoke({ Records: messages.map((message) => this.#recordOf(message)) })) as
        | { batchItemFailures?: { itemIdentifier: string }[] }
        | undefined;
      const failed = new Set(
        reportsFailures ? result?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) : [],
      );
      const done = messages.filter(({ MessageId }) => !failed.has(MessageId));
      if (done.length === 0) return;
      const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await awsJson(endpoint, 'AmazonSQS.DeleteMessageBatch', { QueueUrl, Entries });
    } catch (error) {
      process.stderr.write(`queue  ${error instanceof Error ? error.message : error}\n`);
    }
  }

  #recordOf({ MessageId, ReceiptHandle, Body, Attributes = {}, MD5OfBody }: Message) {
    return {
      ...{
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes,
        messageAttributes: {},
      },
      ...{ md5OfBody: MD5OfBody, eventSource: 'aws:sqs', eventSourceARN: this.#settings.queueArn, awsRegion: REGION },
    };
  }
}
