import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connections } from './connections.ts';
import { limitsOfCall } from './time-limits.ts';

// Without `throwOnRequestTimeout` the SDK says that a request has had its time, and goes on waiting.
const requestHandler = { ...connections, connectionTimeout: 1_000, throwOnRequestTimeout: true };

interface Client {
  send(command: never, options?: object): unknown;
}

/** Gives every call of a client its limits of time. */
function limited<One extends Client>(client: One): One {
  const send = client.send.bind(client);
  return Object.assign(client, {
    send: async (command: never, options?: object) => send(command, { ...limitsOfCall(), ...options }),
  });
}

/** A client is made when it is first asked for, and shared from then on. */
function shared<One>(make: () => One): () => One {
  let made: One | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const newDynamoClient = (config: DynamoDBClientConfig = {}): DynamoDBClient =>
  limited(new DynamoDBClient({ maxAttempts: 4, requestHandler, ...config }));

export const dynamoClient = shared(() => newDynamoClient());

export const kmsClient = shared(() => limited(new KMSClient({ maxAttempts: 3, requestHandler })));

// The queue's URL says where it is, not only its name: a local one has another host than AWS's.
export const sqsClient = shared(() =>
  limited(new SQSClient({ maxAttempts: 3, requestHandler, useQueueUrlAsEndpoint: false })),
);

export const snsClient = shared(() => limited(new SNSClient({ maxAttempts: 3, requestHandler })));
