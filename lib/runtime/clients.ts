import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

// A Lambda's caller waits for seconds, not minutes: a request that hangs is better given up and sent again.
export const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };

/** A client is made when it is first asked for, and is everybody's from then on: its connections are, too. */
function shared<Client>(make: () => Client): () => Client {
  let made: Client | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const dynamoClient = shared(() => new DynamoDBClient({ maxAttempts: 4, requestHandler }));

// The queue's URL says where it is, not only its name: a local one has another host than AWS's.
export const sqsClient = shared(() => new SQSClient({ maxAttempts: 3, requestHandler, useQueueUrlAsEndpoint: false }));

export const snsClient = shared(() => new SNSClient({ maxAttempts: 3, requestHandler }));
