import { SQSClient } from '@aws-sdk/client-sqs';
import { limited, requestHandler, shared } from './client.ts';

// The queue's URL says where it is, not only its name: a local one has another host than AWS's.
export const sqsClient = shared(() =>
  limited(new SQSClient({ maxAttempts: 3, requestHandler, useQueueUrlAsEndpoint: false })),
);
