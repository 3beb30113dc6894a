import { randomUUID } from 'node:crypto';
import type { Functions } from './functions.ts';
import { functionBy } from './functions.ts';
import type { Subscription } from './sns-query.ts';

/** A message as SNS puts it into its envelope. */
export interface Notification {
  readonly Type: string;
  readonly MessageId: string;
  readonly Message: string;
}

export interface Sending {
  readonly subscription: Subscription;
  readonly raw: boolean;
  /** Where this machine takes confirmations and farewells. */
  readonly confirmations: string;
}

/** As long as SNS waits for an endpoint. */
const TIMEOUT_MS = 15_000;

/** Asks an endpoint whether it wants what it was subscribed to. */
export async function askToConfirm({ subscription, confirmations }: Sending): Promise<void> {
  const { arn, topicArn } = subscription;
  const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: arn });
  const body = {
    Type: 'SubscriptionConfirmation',
    MessageId: randomUUID(),
    Token: arn,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${confirmations}/?${query}`,
    Timestamp: new Date().toISOString(),
  };
  await post(subscription, { type: body.Type, id: body.MessageId, text: JSON.stringify(body) });
}

export async function postNotification(
  notification: Notification,
  { subscription, raw, confirmations }: Sending,
): Promise<void> {
  const query = new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: subscription.arn });
  const whole = { ...unsigned(notification), UnsubscribeURL: `${confirmations}/?${query}` };
  const text = raw ? notification.Message : JSON.stringify(whole);
  await post(subscription, { type: 'Notification', id: notification.MessageId, text, raw });
}

/** As Lambda is invoked by SNS. */
export async function invokeWith(
  notification: Notification,
  { subscription, functions }: Sending & { functions: Functions },
) {
  const { arn, endpoint } = subscription;
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: arn,
    Sns: unsigned(notification),
  };
  await functionBy(functions, endpoint).invoke({ Records: [record] });
}

/** What the engine says of signatures stands for none: nobody could check it. */
function unsigned(notification: Notification): object {
  const {
    SignatureVersion: _version,
    Signature: _none,
    SigningCertURL: _nowhere,
    ...rest
  } = { ...notification } as Record<string, unknown>;
  return rest;
}

async function post(
  { arn, topicArn, endpoint }: Subscription,
  { type, id, text, raw = false }: { type: string; id: string; text: string; raw?: boolean },
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': type,
      'x-amz-sns-message-id': id,
      'x-amz-sns-topic-arn': topicArn,
      ...(type === 'Notification' && { 'x-amz-sns-subscription-arn': arn }),
      ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
    body: text,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${endpoint} answers ${response.status}`);
}
