import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Event } from './in-order.ts';

export interface Received {
  readonly event: Event;
  /** Says that the message need not come again. */
  readonly done: () => Promise<void>;
}

/** A queue of one's own at the SNS topic, made when it is not there, and its messages one after the other. */
export async function* messagesOf(topicArn: string, queueName: string, stop: AbortSignal): AsyncGenerator<Received> {
  // By the endpoint, not by the queue's URL: that of a local engine holds a name that few machines resolve.
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const sns = new SNSClient();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queueName }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const subscription = { Protocol: 'sqs', Endpoint: Attributes?.QueueArn, Attributes: { RawMessageDelivery: 'true' } };
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, ...subscription }));

  while (!stop.aborted) {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
    const { Messages = [] } = await sqs.send(command, { abortSignal: stop }).catch((error: Error) => {
      if (stop.aborted) return { Messages: [] };
      throw error;
    });
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      const done = async () => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
      yield { event: unwrapped(Body), done };
    }
  }
}

/** Delivered raw the message is the event; otherwise SNS has put it in an envelope. */
function unwrapped(body: string): Event {
  const message = JSON.parse(body);
  return message.Type === 'Notification' ? JSON.parse(message.Message) : message;
}
