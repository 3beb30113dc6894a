import { unsigned } from './aws-json.ts';
import { post } from './post.ts';

/** A subscription as SNS lists it. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
}

/** The AWS Query protocol, as far as the engine's SNS wants it; the answer is XML. */
export async function snsQuery(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const { status, text } = await post(endpoint, {
    headers: { authorization: unsigned('sns'), 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(parameters)),
  });
  if (status !== 200) throw new Error(`SNS ${parameters.Action}: ${textIn(text, 'Message') ?? text}`);
  return text;
}

export async function subscriptionsAt(endpoint: string): Promise<Subscription[]> {
  const found: Subscription[] = [];
  for (let NextToken: string | undefined = ''; NextToken !== undefined; ) {
    const text: string = await snsQuery(endpoint, { Action: 'ListSubscriptions', ...(NextToken && { NextToken }) });
    found.push(...[...text.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member = '']) => subscriptionIn(member)));
    NextToken = textIn(text, 'NextToken');
  }
  return found;
}

export async function attributesOf(endpoint: string, SubscriptionArn: string): Promise<Record<string, string>> {
  const text = await snsQuery(endpoint, { Action: 'GetSubscriptionAttributes', SubscriptionArn });
  const entries = text.matchAll(/<key>(.*?)<\/key>\s*<value>(.*?)<\/value>/gs);
  return Object.fromEntries([...entries].map(([, key = '', value = '']) => [key, plain(value)]));
}

const subscriptionIn = (member: string): Subscription => ({
  arn: textIn(member, 'SubscriptionArn') ?? '',
  topicArn: textIn(member, 'TopicArn') ?? '',
  protocol: textIn(member, 'Protocol') ?? '',
  endpoint: textIn(member, 'Endpoint') ?? '',
});

const textIn = (xml: string, name: string): string | undefined => {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1];
  return text === undefined ? undefined : plain(text);
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (xml: string): string =>
  xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
