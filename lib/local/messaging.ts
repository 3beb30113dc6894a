import { startFauxqs } from 'fauxqs';
import type { Properties } from './template.ts';

/** SNS and SQS, in this process. */
export type Messaging = Awaited<ReturnType<typeof startMessaging>>;

export async function startMessaging(data: string) {
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', dataDir: data });
  return { ...server, endpoint: `http://127.0.0.1:${server.port}`, stop: () => server.stop() };
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

export function createQueue({ createQueue, inspectQueue }: Messaging, name: string, properties: Properties): void {
  if (inspectQueue(name)) return;
  const attributes = Object.fromEntries(
    QUEUE_ATTRIBUTES.filter((key) => properties[key] !== undefined).map((key) => [key, String(properties[key])]),
  );
  const { RedrivePolicy } = properties as { RedrivePolicy?: object };
  createQueue(name, {
    attributes: { ...attributes, ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }) },
  });
}

export function subscribe(
  messaging: Messaging,
  { Protocol, TopicArn, Endpoint, RawMessageDelivery, FilterPolicy }: Properties,
): void {
  if (Protocol !== 'sqs') throw new Error(`the local cloud does not know subscriptions by '${Protocol}'`);
  messaging.subscribe({
    topic: nameIn(TopicArn),
    queue: nameIn(Endpoint),
    attributes: {
      ...(RawMessageDelivery === true && { RawMessageDelivery: 'true' }),
      ...(FilterPolicy !== undefined && { FilterPolicy: JSON.stringify(FilterPolicy) }),
    },
  });
}

export const nameIn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';
