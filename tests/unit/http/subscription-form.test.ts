import { describe, expect, it } from 'vitest';
import { subscriptionIn } from '#lib/http/hub/subscription-form.ts';
import { requestOf } from '#lib/http/request.ts';
import { UNCLEAN_CHARACTERS } from '../../support/unclean.ts';

const publicUrl = 'https://news.example';
const fields = {
  'hub.mode': 'subscribe',
  'hub.topic': `${publicUrl}/harbour-post/rss.xml`,
  'hub.callback': 'https://reader.example/hear?id=Zoë',
  'hub.secret': 'correct horse — battery',
};

const subscription = (body: string | Uint8Array) => {
  const event = {
    ...{ rawPath: '/hub', rawQueryString: '', isBase64Encoded: true, body: Buffer.from(body).toString('base64') },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: { http: { method: 'POST', path: '/hub' } },
  };
  return subscriptionIn(requestOf(event as unknown as Parameters<typeof requestOf>[0]).form(16_384), publicUrl);
};
const formOf = (over: Record<string, string>) => String(new URLSearchParams({ ...fields, ...over }));

const refused = (field: string) =>
  expect.objectContaining({ code: 'request.invalid', message: expect.stringContaining(field) });

describe('a form of the hub', () => {
  it('keeps a callback and a secret to the letter', () => {
    const { callback, secret } = subscription(formOf({}));
    expect([callback, secret]).toEqual([fields['hub.callback'], fields['hub.secret']]);
  });

  it.each(['hub.callback', 'hub.secret', 'hub.topic', 'hub.mode', 'hub.lease_seconds'])(
    'is refused when %s holds what no text may, since another would not be what was asked for',
    (field) => {
      const value = (fields as Record<string, string>)[field] ?? '600';
      for (const character of [...UNCLEAN_CHARACTERS, '\n', '\t', '\r', '\uFFFD'])
        for (const unclean of [`${value}${character}`, `${character}${value}`])
          expect(() => subscription(formOf({ [field]: unclean })), JSON.stringify(unclean)).toThrow(refused(field));
    },
  );

  it.each(['%FF', '%ED%A0%80', '%C0%AF'])('is refused when its secret is not UTF-8: %s', (bytes) => {
    expect(() => subscription(`${formOf({ 'hub.secret': 'a' })}${bytes}`)).toThrow(refused('hub.secret'));
  });

  it('is refused when it is not UTF-8 itself', () => {
    const bytes = Buffer.concat([Buffer.from(`${formOf({ 'hub.secret': 'a' })}`), Buffer.of(0xff)]);
    expect(() => subscription(bytes)).toThrow(expect.objectContaining({ code: 'request.malformed' }));
  });
});
