import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { SqsQueue } from '#lib/messaging/sqs-queue.ts';

/** SNS and SQS with clients that reach them. */
export class ABroker implements AsyncDisposable {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly #server: FauxqsServer;

  private constructor(server: FauxqsServer) {
    this.#server = server;
    const endpoint = `http://127.0.0.1:${server.port}`;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.sns = new SNSClient({ endpoint, region: 'us-east-1', credentials });
    this.sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false });
  }

  static async start(): Promise<ABroker> {
    return new ABroker(await startFauxqs({ port: 0, logger: false }));
  }

  /** A new queue; with what is told on a topic, when one is named. */
  queue(name: string, { topic }: { topic?: string } = {}): SqsQueue {
    this.#server.createQueue(name);
    const attributes = { RawMessageDelivery: 'true' };
    if (topic) this.#server.subscribe({ topic, queue: name, attributes });
    return { client: this.sqs, queueUrl: `http://127.0.0.1:${this.#server.port}/000000000000/${name}` };
  }

  topic(name: string): string {
    return this.#server.createTopic(name).topicArn;
  }

  /** What is in a queue, as a function is given it; with the seconds that it is held back. */
  messagesIn(name: string) {
    const { ready = [], delayed = [] } = this.#server.inspectQueue(name)?.messages ?? {};
    return [...ready, ...delayed].map(({ messageId, body, messageAttributes, delayUntil, sentTimestamp }) => ({
      ...{ messageId, body, messageAttributes },
      delaySeconds: delayUntil ? Math.round((delayUntil - sentTimestamp) / 1000) : 0,
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.sns.destroy();
    this.sqs.destroy();
    await this.#server.stop();
  }
}
