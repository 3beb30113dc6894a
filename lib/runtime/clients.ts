import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

// A Lambda's caller waits for seconds, not minutes: a request that hangs is better given up and sent again.
export const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };

export const dynamoClient = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 4, requestHandler });

// The queue's URL says where it is, not only its name: a local one has another host than AWS's.
export const sqsClient = (): SQSClient =>
  new SQSClient({ maxAttempts: 3, requestHandler, useQueueUrlAsEndpoint: false });

export const snsClient = (): SNSClient => new SNSClient({ maxAttempts: 3, requestHandler });
