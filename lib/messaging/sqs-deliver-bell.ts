import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '#lib/domain/failure.ts';
import type { DeliverBell } from '#lib/usecases/endpoint-ports.ts';

interface Options {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

export function sqsDeliverBell({ client, queueUrl }: Options): DeliverBell {
  return {
    async ring({ publication, endpoint, test }) {
      const message = { kind: 'deliver', partitionkey: publication, subject: endpoint, test };
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) });
      await client.send(command).catch(unavailable);
    },
  };
}

function unavailable(cause: unknown): never {
  throw new Failure('alarms.unavailable', 'the queue of deliveries took no message', { cause });
}
