import { describe, expect, it } from 'vitest';
import { type Attempt, begun, type Delivery, ended, notBegun } from '#lib/domain/delivery.ts';
import { endpointId } from '../../support/an-endpoint.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const request = { url: 'https://receiver.example/hook', headers: {} };
const anAttempt = (over: Partial<Attempt> = {}): Attempt => ({ at: NOON, reason: 'event', request, ...over });
const aDelivery = (over: Partial<Delivery> = {}): Delivery => ({
  ...{ id: '01jdf0e8m30000000000000001', endpoint: endpointId(1), type: 'bulletin.article.published.v1', sequence: 1 },
  ...{ status: 'pending', attempts: [], attemptCount: 0, ...over },
});

const answered = { ...anAttempt(), answer: { status: 503, headers: {}, body: '' } };

describe('a delivery whose attempt begins', () => {
  it('is on its way, and has no next attempt until it is known what became of this one', () => {
    const retrying = aDelivery({ status: 'retrying', attempts: [answered], attemptCount: 1, nextAttemptAt: NOON });
    const retry = anAttempt({ reason: 'retry', at: afterNoon(5_000) });
    expect(begun(retrying, retry)).toEqual(
      aDelivery({ status: 'sending', attempts: [answered, retry], attemptCount: 2 }),
    );
  });

  it('says of an attempt that nothing is known of that it was cut off, and of no other', () => {
    const failed = anAttempt({ failure: '' });
    const { attempts } = begun(aDelivery({ attempts: [answered, failed, anAttempt()] }), anAttempt());
    expect(attempts).toEqual([
      ...[answered, failed],
      anAttempt({ failure: 'the sender was cut off: nobody knows whether it arrived' }),
      anAttempt(),
    ]);
  });

  it('keeps the last twenty attempts, and counts them all', () => {
    let delivery = aDelivery();
    for (let n = 1; n <= 25; n += 1)
      delivery = ended(begun(delivery, anAttempt({ at: afterNoon(n) })), {
        ...{ outcome: { at: afterNoon(n), request, failure: 'x' }, status: 'retrying' },
      });
    expect(delivery.attempts.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => afterNoon(index + 6)),
    );
    expect(delivery.attemptCount).toBe(25);
  });
});

describe('a delivery whose attempt ends', () => {
  const sending = begun(aDelivery({ attempts: [answered], attemptCount: 1 }), anAttempt({ reason: 'replay' }));
  const outcome = { at: afterNoon(7), request, answer: { status: 204, headers: {}, body: '' }, ms: 41 };

  it('says what became of that attempt, and why it was made', () => {
    const delivered = ended(sending, { outcome, status: 'delivered' });
    expect(delivered).toEqual({
      ...sending,
      ...{ status: 'delivered', attempts: [answered, { ...outcome, reason: 'replay' }] },
    });
  });

  it('says when it is tried again, if it is', () => {
    const next = { outcome, status: 'retrying', nextAttemptAt: afterNoon(5_000) } as const;
    expect(ended(sending, next).nextAttemptAt).toBe(afterNoon(5_000));
    expect(ended(sending, { outcome, status: 'failed', nextAttemptAt: undefined })).not.toHaveProperty('nextAttemptAt');
  });
});

it('a delivery whose attempt was not begun after all is as it was before', () => {
  const before = aDelivery({ attempts: [answered], attemptCount: 1 });
  expect(notBegun(begun(before, anAttempt()))).toEqual(before);
});
