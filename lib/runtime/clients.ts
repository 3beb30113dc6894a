import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';

// A Lambda's caller waits for seconds, not minutes: a request that hangs is better given up and sent again.
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };

export const dynamoClient = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 4, requestHandler });

export const snsClient = (): SNSClient => new SNSClient({ maxAttempts: 3, requestHandler });
