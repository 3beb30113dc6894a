import * as z from 'zod';

const VARIABLES = {
  /** The one table. */
  TABLE_NAME: z.string().min(1),
  /** Where Bulletin is reached from outside, without a slash at the end. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  /** The SNS topic that events go out on. */
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** The queue that rings when a scheduled article is due. */
  ALARM_QUEUE_URL: z.url(),
  /** The queue that rings when something is to be delivered. */
  DELIVER_QUEUE_URL: z.url(),
  /** The key that secrets are sealed with. */
  SECRETS_KEY_ARN: z.string().startsWith('arn:'),
  /** The queue of the index. */
  INDEX_QUEUE_URL: z.url(),
  /** The queue of what the hub sends. */
  HUB_QUEUE_URL: z.url(),
  /** What new keys say they are of. */
  KEY_MODE: z.enum(['live', 'test']),
  /** Where requests to others may go: see lib/outbound/address.ts. */
  OUTBOUND: z.enum(['public', 'loopback']),
} satisfies Record<string, z.ZodType<string>>;
type Name = keyof typeof VARIABLES;

/** The variables a function lives on; a missing or bad one fails its start, not its first request. */
export function environment<Needed extends Name>(
  env: NodeJS.ProcessEnv,
  names: readonly Needed[],
): { [One in Needed]: z.output<(typeof VARIABLES)[One]> } {
  const values = names.map((name) => [
    name,
    VARIABLES[name].parse(env[name], { error: () => `${name} is missing or wrong` }),
  ]);
  return Object.fromEntries(values);
}
