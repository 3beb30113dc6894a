import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { secretText, signaturesOf } from '#lib/domain/webhook-signature.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { BulletinEvent } from '#lib/events/envelope.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import { webhookBody } from '#lib/events/webhook-body.ts';
import { anArticle, at, PUBLIC_URL } from '../../support/an-article.ts';
import { anEvent } from '../../support/an-event.ts';

const eventOf = (html: string) =>
  publicEventOf(
    anEvent(articleChanged({ after: anArticle({ content: { html } }), publicUrl: PUBLIC_URL }), { sequence: 42 }),
  );

const event = eventOf('<p>The ribbon was cut at noon.</p>');
const bodyOf = (one: PublicEvent) => JSON.parse(webhookBody(one, PUBLIC_URL));

describe('what is posted to a webhook', () => {
  it('is a Standard Webhooks payload: its type, when it happened, and its data', () => {
    const { type, timestamp, data } = bodyOf(event);
    expect({ type, timestamp }).toEqual({ type: 'bulletin.article.published.v1', timestamp: at('12:00') });
    expect(data).toMatchObject({ title: 'Harbour bridge opens after nine years' });
  });

  it('is the CloudEvent of the log, whole', () => {
    const { timestamp: _too, ...posted } = bodyOf(event);
    expect(posted).toEqual(JSON.parse(JSON.stringify(event)));
    expect(BulletinEvent.parse(posted)).toEqual(event);
  });

  it('keeps within 20,000 bytes, counted as they are sent: what is larger is left at its address', () => {
    const room = 20_000 - Buffer.byteLength(webhookBody(eventOf('東'), PUBLIC_URL)) + 3;
    const fits = eventOf(`${'東'.repeat(Math.floor(room / 3))}${'x'.repeat(room % 3)}`);
    expect(Buffer.byteLength(webhookBody(fits, PUBLIC_URL))).toBe(20_000);
    expect(bodyOf(fits)).toHaveProperty('data');
    const tooLarge = eventOf(`${'東'.repeat(Math.floor(room / 3))}${'x'.repeat((room % 3) + 1)}`);
    const { data: _withheld, ...envelope } = JSON.parse(JSON.stringify(tooLarge));
    const dataref = 'https://news.example/v1/publications/harbour-post/events/42';
    expect(bodyOf(tooLarge)).toEqual({ ...envelope, dataref, timestamp: at('12:00') });
  });

  it('of a sealed event is that, with a timestamp', () => {
    const draft = articleChanged({ after: anArticle({ status: 'draft' }), publicUrl: PUBLIC_URL });
    const sealed = publicEventOf(anEvent(draft, { sequence: 42 }));
    expect(bodyOf(sealed)).toEqual({ ...sealed, timestamp: at('12:00') });
    expect(JSON.stringify(bodyOf(sealed))).not.toContain('Harbour bridge');
  });

  it('is verified by a library of the standard, with any of the secrets that sign', () => {
    const body = webhookBody(event, PUBLIC_URL);
    const timestamp = Math.floor(Date.now() / 1000);
    const secrets = [1, 2].map((byte) => secretText(new Uint8Array(32).fill(byte)));
    const headers = {
      'webhook-id': event.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf({ id: event.id, timestamp, body }, secrets),
    };
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toMatchObject({ id: event.id });
    const other = new Webhook(secretText(new Uint8Array(32).fill(3)));
    expect(() => other.verify(body, headers)).toThrow();
    for (const secret of secrets) expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });
});
