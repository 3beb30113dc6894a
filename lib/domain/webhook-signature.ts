import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** Standard Webhooks 1.0: `whsec_` and 24 to 64 random bytes in base64. */
export const SECRET_BYTES = 32;
export const secretText = (bytes: Uint8Array): string => `${PREFIX}${Buffer.from(bytes).toString('base64')}`;

export interface Signed {
  readonly id: string;
  /** Seconds since 1970, of the attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/** One signature a secret, so that a receiver may know either while they are exchanged. */
export function signaturesOf({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return secrets.map((secret) => `v1,${signature(secret)}`).join(' ');
}
