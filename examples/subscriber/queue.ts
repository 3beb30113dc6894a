import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Event, eventIn } from '#lib/consumer/event.ts';

export interface Received {
  /** Nothing when the message holds none. */
  readonly event: Event | undefined;
  /** Says that the message need not come again. */
  readonly done: () => Promise<void>;
}

/** A queue of one's own at the SNS topic, made when it is not there: from now on it holds what is sent. */
export async function queueAt(topicArn: string, name: string) {
  // By the endpoint, not by the queue's URL: that of a local engine holds a name that few machines resolve.
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const sns = new SNSClient();
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Policy = onlyFrom(topicArn, Attributes?.QueueArn);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const subscription = { Protocol: 'sqs', Endpoint: Attributes?.QueueArn, Attributes: { RawMessageDelivery: 'true' } };
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, ...subscription }));
  return { messages: (stop: AbortSignal) => messagesOf(sqs, { QueueUrl, stop }) };
}

/** The queue takes what SNS sends for this topic, and nothing from anybody else. */
const onlyFrom = (topicArn: string, Resource: string | undefined): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource },
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  });

/** One after the other. */
async function* messagesOf(
  sqs: SQSClient,
  { QueueUrl, stop }: { QueueUrl: string; stop: AbortSignal },
): AsyncGenerator<Received> {
  while (!stop.aborted) {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
    const { Messages = [] } = await sqs.send(command, { abortSignal: stop }).catch((error: Error) => {
      if (stop.aborted) return { Messages: [] };
      throw error;
    });
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      const done = async () => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
      yield { event: eventIn(Body), done };
    }
  }
}
