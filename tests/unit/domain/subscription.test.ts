import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  hubSignature,
  leaseOf,
  restMs,
  SubscriptionId,
  subscriptionIdOf,
  topicIdOf,
  topicIn,
} from '#lib/domain/subscription.ts';

const topic = { publication: 'harbour-post', subject: { kind: 'tag', name: 'sea' }, format: 'rss' } as const;
const callback = 'https://reader.example/callback';
const DAY = 86_400;
const MINUTE = 60_000;

describe('a subscription', () => {
  it('is one of a topic and a callback, and of no other', () => {
    const others = [
      subscriptionIdOf({ ...topic, publication: 'other-post' }, callback),
      subscriptionIdOf({ ...topic, subject: { kind: 'section', name: 'sea' } }, callback),
      subscriptionIdOf({ ...topic, subject: { kind: 'publication' } }, callback),
      subscriptionIdOf({ ...topic, format: 'atom' }, callback),
      subscriptionIdOf(topic, `${callback}?`),
    ];
    const id = subscriptionIdOf(topic, callback);
    expect(new Set([id, ...others]).size).toBe(6);
    expect(subscriptionIdOf({ ...topic }, callback)).toBe(id);
    expect(SubscriptionId.parse(id)).toBe(id);
  });

  it('says which topic it is of', () => {
    expect(topicIn(subscriptionIdOf(topic, callback))).toBe(topicIdOf(topic));
  });

  it.each([
    [undefined, 10 * DAY],
    [0, 10 * DAY],
    [1, 300],
    [300, 300],
    [3_600, 3_600],
    [30 * DAY, 30 * DAY],
    [31 * DAY, 30 * DAY],
    [1e12, 30 * DAY],
  ])('asked for %s seconds lasts %i: between five minutes and thirty days', (asked, lease) => {
    expect(leaseOf(asked)).toBe(lease);
  });

  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 180],
    [6, 360],
    [7, 360],
    [1_000, 360],
  ])('that failed %i times in a row is left alone for %i minutes, and a tenth more by chance', (failures, minutes) => {
    expect(restMs(failures, 0)).toBe(minutes * MINUTE);
    expect(restMs(failures, 1)).toBe(Math.round(minutes * MINUTE * 1.1));
  });
});

it('what is sent to a subscriber is signed over its bytes', () => {
  const body = Buffer.from('<rss>Zürich</rss>');
  expect(hubSignature(body, 'secret')).toBe(`sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`);
  expect(hubSignature(body, 'secret')).not.toBe(hubSignature(body, 'other'));
});
