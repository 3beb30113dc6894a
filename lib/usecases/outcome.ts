import type { OutboundOutcome } from './delivery-ports.ts';

/** Whether what was sent was taken: 2xx, and nothing else. */
export const isTaken = (outcome: OutboundOutcome): boolean =>
  outcome.outcome === 'answered' && outcome.status >= 200 && outcome.status < 300;

/** Whether nothing more is wanted there, ever. */
export const isGone = (outcome: OutboundOutcome): boolean => outcome.outcome === 'answered' && outcome.status === 410;
