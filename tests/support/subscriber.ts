import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { PublicEvent } from '#lib/events/public-event.ts';
import type { Addresses } from './bulletin.ts';

const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

interface SubscriberOptions {
  readonly name: string;
  readonly filter?: object;
  /** Whether messages come in the envelope of SNS, with their attributes. @default false */
  readonly enveloped?: boolean;
}

/** A queue of its own at the SNS topic, as a downstream service would have it. */
export class Subscriber {
  readonly #sqs: SQSClient;
  readonly #queue: string;

  private constructor(sqs: SQSClient, queue: string) {
    this.#sqs = sqs;
    this.#queue = queue;
  }

  static async at({ topicArn, endpoints }: Addresses, options: SubscriberOptions): Promise<Subscriber> {
    const sqs = new SQSClient({ ...local, endpoint: endpoints.sqs });
    const sns = new SNSClient({ ...local, endpoint: endpoints.sns });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: options.name }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const settings = {
      RawMessageDelivery: String(!options.enveloped),
      ...(options.filter && { FilterPolicy: JSON.stringify(options.filter) }),
    };
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: Attributes?.QueueArn,
        Attributes: settings,
      }),
    );
    sns.destroy();
    return new Subscriber(sqs, QueueUrl);
  }

  /** The same queue after a restart. */
  again({ endpoints }: Addresses): Subscriber {
    return new Subscriber(new SQSClient({ ...local, endpoint: endpoints.sqs }), this.#queue);
  }

  /** Takes what has arrived, oldest first, until nothing comes for a moment. */
  async receive({ wait = 1 }: { wait?: number } = {}): Promise<PublicEvent[]> {
    return (await this.bodies({ wait })).map((body) => JSON.parse(body));
  }

  /** The same, as text: with the envelope of SNS where that was asked for. */
  async bodies({ wait = 1 }: { wait?: number } = {}): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const command = new ReceiveMessageCommand({
        QueueUrl: this.#queue,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: wait,
      });
      const { Messages = [] } = await this.#sqs.send(command);
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = '' }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queue, Entries }));
    }
  }
}
