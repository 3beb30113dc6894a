import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FauxqsServer } from 'fauxqs';
import { startEngine } from './messaging-engine.ts';
import { replaceFile } from './state-files.ts';
import type { Properties } from './template.ts';

/** SNS and SQS, in this process. */
export interface Messaging {
  readonly server: FauxqsServer;
  readonly endpoint: string;
}

/** On the port of the last time, when that is free: queues are known by URLs that hold it. */
export async function startMessaging(data: string): Promise<Messaging> {
  mkdirSync(data, { recursive: true });
  const file = join(data, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const server = await startEngine(data, last).catch(() => startEngine(data, 0));
  replaceFile(file, String(server.port));
  return { server, endpoint: `http://127.0.0.1:${server.port}` };
}

const QUEUE_ATTRIBUTES = [
  ...[
    'VisibilityTimeout',
    'MessageRetentionPeriod',
    'DelaySeconds',
    'MaximumMessageSize',
    'ReceiveMessageWaitTimeSeconds',
  ],
];

export function createQueue({ server }: Messaging, name: string, properties: Properties): void {
  if (server.inspectQueue(name)) return;
  const attributes = Object.fromEntries(
    QUEUE_ATTRIBUTES.filter((key) => properties[key] !== undefined).map((key) => [key, String(properties[key])]),
  );
  const { RedrivePolicy } = properties as { RedrivePolicy?: object };
  server.createQueue(name, {
    attributes: { ...attributes, ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }) },
  });
}

export function subscribe(
  { server }: Messaging,
  { Protocol, TopicArn, Endpoint, RawMessageDelivery, FilterPolicy }: Properties,
): void {
  if (Protocol !== 'sqs') throw new Error(`the local cloud does not know subscriptions by '${Protocol}' in a template`);
  server.subscribe({
    topic: nameIn(TopicArn),
    queue: nameIn(Endpoint),
    attributes: {
      ...(RawMessageDelivery === true && { RawMessageDelivery: 'true' }),
      ...(FilterPolicy !== undefined && { FilterPolicy: JSON.stringify(FilterPolicy) }),
    },
  });
}

export const nameIn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';
