import type { ServerResponse } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Receiver } from './receiver.ts';

/** What may be in a request or an answer, and must be in no log. */
export const PLANTED = 'planted-d41d8cd98f';

const refuses =
  (status: number, type: string, more: object = {}) =>
  (response: ServerResponse) => {
    const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'no', ...more });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  };

/** The ways in which a call to AWS fails. */
export const WAYS = {
  'is throttled': refuses(400, 'ProvisionedThroughputExceededException'),
  'is not allowed': refuses(400, 'AccessDeniedException'),
  'is wrong': refuses(400, 'ValidationException'),
  'finds no table': refuses(400, 'ResourceNotFoundException'),
  'is a transaction that is cancelled': refuses(400, 'TransactionCanceledException', {
    CancellationReasons: [{ Code: 'ThrottlingError', Message: 'no', Item: { body: { S: PLANTED } } }],
  }),
  'fails in the table': refuses(500, 'InternalServerError'),
  'is answered with half an answer': (response: ServerResponse) => response.end(`{"Item":{"S":"${PLANTED}`),
  'is answered by something else': (response: ServerResponse) => response.end(`<html>${PLANTED}</html>`),
  'is cut off': (response: ServerResponse) => response.destroy(),
  'is not answered': () => undefined,
} as const satisfies Record<string, (response: ServerResponse) => unknown>;
export type FailingWay = keyof typeof WAYS;

/** A table whose every call fails in the way that is chosen. */
export class FailingTable implements AsyncDisposable {
  readonly client: DynamoDBClient;
  way: FailingWay = 'is throttled';
  readonly #server: Receiver;

  private constructor(server: Receiver) {
    this.#server = server;
    server.answer = (_, response) => WAYS[this.way](response);
    this.client = new DynamoDBClient({
      ...{ endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1', maxAttempts: 1 },
      credentials: { accessKeyId: 'local', secretAccessKey: PLANTED, sessionToken: PLANTED },
      requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
    });
  }

  static start = async (): Promise<FailingTable> => new FailingTable(await Receiver.start());

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.#server[Symbol.asyncDispose]();
  }
}
