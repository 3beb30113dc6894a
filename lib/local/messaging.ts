import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { Properties } from './template.ts';

/** SNS and SQS, in this process. */
export interface Messaging {
  readonly server: FauxqsServer;
  readonly endpoint: string;
}

export async function startMessaging(data: string): Promise<Messaging> {
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', dataDir: data });
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
  if (Protocol !== 'sqs') throw new Error(`the local cloud does not know subscriptions by '${Protocol}'`);
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
