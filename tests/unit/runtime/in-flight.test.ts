import { describe, expect, it } from 'vitest';
import { deliverRuntime } from '#lib/runtime/deliver.ts';
import { distributeRuntime } from '#lib/runtime/distribute.ts';
import { outboundRuntime } from '#lib/runtime/outbound.ts';

const queue = 'https://sqs.us-east-1.amazonaws.com/1/queue';
const ENV = {
  ...{ TABLE_NAME: 'table', PUBLIC_URL: 'https://bulletin.example', OUTBOUND: 'public' },
  ...{ DELIVER_QUEUE_URL: queue, HUB_QUEUE_URL: queue },
};

describe.each([
  ['deliver', deliverRuntime],
  ['distribute', distributeRuntime],
])('the function that sends: %s', (_, runtime) => {
  it('has at most 64 requests on their way, however many there are, and makes all of them', async () => {
    const { inFlight } = runtime(ENV);
    let running = 0;
    let most = 0;
    let ended = 0;
    const work = () =>
      inFlight(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        ended += 1;
      });
    await Promise.all(Array.from({ length: 1_000 }, work));
    expect({ most, running, ended }).toEqual({ most: 64, running: 0, ended: 1_000 });
  });
});

describe('a request to somewhere that somebody else named', () => {
  const url = 'http://127.0.0.1:1/';
  const complaint = (OUTBOUND: string) => outboundRuntime({ OUTBOUND }).complaint(url);

  it('leads to the internet and nowhere else, unless it is a laptop’s', async () => {
    expect(await complaint('public')).toBe('only https is asked');
    expect(await complaint('loopback')).toBeUndefined();
  });
});
