import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import { formed, givenIn, oneOf } from './context.ts';
import { type EdgeSettings, edgeFrom } from './edge-settings.ts';

/** What an owner may choose, each by `-c name=value` or in the context of `cdk.json`. */
export interface Settings {
  /** The name of the stack, and the beginning of the names of its table and topic. @default Bulletin */
  readonly stackName: string;
  /** Where readers find the feeds, when a proxy of the owner's stands before them. @default the edge's address, or the API's */
  readonly publicUrl: string | undefined;
  /** Nothing when there is no CloudFront before the API. @default CloudFront, unless there is a `publicUrl` */
  readonly edge: EdgeSettings | undefined;
  /** How many days logs are kept. @default 30 */
  readonly logRetention: RetentionDays;
  /** `retain` or `destroy`: what becomes of the articles when the stack is deleted. @default retain */
  readonly removal: RemovalPolicy.RETAIN | RemovalPolicy.DESTROY;
  /** Whether every function traces itself to X-Ray. @default false */
  readonly tracing: boolean;
  /** What keys say they are of: `test` for a Bulletin that is not the real one. @default live */
  readonly keyMode: 'live' | 'test';
  /** Where webhooks and feeds are sent: `loopback` adds plain HTTP and this machine, to try things out. @default public */
  readonly outbound: 'public' | 'loopback';
  /** Other accounts that may subscribe to the topic, with commas between. @default none */
  readonly subscriberAccounts: readonly string[];
  /** The organization of AWS whose accounts may all do so. @default none */
  readonly subscriberOrganization: string | undefined;
}

const ORGANIZATION = { form: /^o-[a-z0-9]{10,32}$/, expected: "an organization's id such as o-a1b2c3d4e5" };

export function settingsFrom(context: Node): Settings {
  const given = givenIn(context);
  const publicUrl = originIn(given('publicUrl'));
  return {
    stackName: given('stackName') ?? 'Bulletin',
    publicUrl,
    edge: edgeFrom(given, { publicUrl }),
    logRetention: logRetention(given('logRetention') ?? '30'),
    removal: oneOf('removal', given('removal') ?? 'retain', {
      retain: RemovalPolicy.RETAIN,
      destroy: RemovalPolicy.DESTROY,
    } as const),
    tracing: oneOf('tracing', given('tracing') ?? 'false', { true: true, false: false }),
    keyMode: oneOf('keyMode', given('keyMode') ?? 'live', { live: 'live', test: 'test' } as const),
    outbound: oneOf('outbound', given('outbound') ?? 'public', { public: 'public', loopback: 'loopback' } as const),
    subscriberAccounts: accounts(given('subscriberAccounts')),
    subscriberOrganization: formed('subscriberOrganization', given('subscriberOrganization'), ORGANIZATION),
  };
}

function originIn(given: string | undefined) {
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new Error(`publicUrl is '${given}', and must be an origin such as https://news.example.com`);
}

function logRetention(given: string): RetentionDays {
  const days = Number(given);
  if (Object.values(RetentionDays).includes(days)) return days;
  throw new Error(
    `logRetention is '${given}', and must be a number of days that CloudWatch knows, such as 7, 30 or 365`,
  );
}

function accounts(given: string | undefined): string[] {
  const ids = given?.split(',').map((id) => id.trim()) ?? [];
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong === undefined) return [...new Set(ids)];
  throw new Error(`subscriberAccounts is '${given}', and '${wrong}' in it is not the 12 digits of an account`);
}
