import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue, and the client that reaches it. */
export interface SqsQueue {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

export type Message = Omit<SendMessageBatchRequestEntry, 'Id'>;

const BATCH = 10;

/** Sends all messages, or fails, having sent some. */
export async function sendAll(messages: readonly Message[], { client, queueUrl }: SqsQueue): Promise<void> {
  for (let start = 0; start < messages.length; start += BATCH) {
    const Entries = messages.slice(start, start + BATCH).map((message, index) => ({ Id: String(index), ...message }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    // A 200 can hold failed entries.
    if (Failed.length > 0) throw new Error(`${Failed.length} messages were not taken`, { cause: Failed });
  }
}
