import type { OutboundPolicy, Vault } from '#lib/usecases/delivery-ports.ts';
import type { DeliverBell } from '#lib/usecases/endpoint-ports.ts';

const never = async () => {
  throw new Error('nobody registers a webhook here');
};

/** What the publishers' routes need besides, where a test is not about webhooks. */
export const noWebhooks: { bell: DeliverBell; policy: OutboundPolicy; vault: Vault } = {
  bell: { ring: never },
  policy: { complaint: never },
  vault: { seal: never, open: never },
};
