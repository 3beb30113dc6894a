import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { limited, requestHandler, shared } from './client.ts';

export const newDynamoClient = (config: DynamoDBClientConfig = {}): DynamoDBClient =>
  limited(new DynamoDBClient({ maxAttempts: 4, requestHandler, ...config }));

export const dynamoClient = shared(() => newDynamoClient());
