import { describe, expect, it } from 'vitest';
import { answerOf, eventOf, pathIn } from '#lib/local/http-event.ts';
import { rateOf } from '#lib/local/schedule.ts';

const request = {
  ...{ method: 'POST', path: '/a/b', query: '', headers: {}, body: undefined, sourceIp: '127.0.0.1' },
  ...{ requestId: 'r', routeKey: 'POST /a/{x}', parameters: {} },
};

describe('an event of an HTTP API', () => {
  it('has repeated parameters with commas between them, and cookies apart', () => {
    const event = eventOf({ ...request, query: 'a=1&a=2&b=%20', headers: { cookie: 'x=1; y=2', accept: '*/*' } });
    expect(event).toMatchObject({
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      cookies: ['x=1', 'y=2'],
    });
    expect(event.headers).toEqual({ accept: '*/*' });
  });

  it.each([
    ['/caf%C3%A9/rss.xml', '/café/rss.xml'],
    ['/a%2Fb', '/a/b'],
    ['/a%252Fb', '/a%2Fb'],
    ['/a%3Fb=c', '/a'],
    ['/%E0%A4', '/%E0%A4'],
  ])('has the path %s as %s', (path, seen) => {
    expect(pathIn(path)).toBe(seen);
  });

  it.each([
    ['application/json', '{"a":"é"}', false],
    ['application/merge-patch+json', '{}', false],
    ['image/png', 'bytes', true],
  ])('has a body of %s as API Gateway would send it', (type, text, isBase64Encoded) => {
    const event = eventOf({ ...request, headers: { 'content-type': type }, body: Buffer.from(text) });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(text);
  });
});

describe('a function’s result', () => {
  it.each([
    [
      { statusCode: 201, headers: { ETag: '"1"' }, cookies: ['a=1'], body: 'x' },
      {
        status: 201,
        headers: { 'content-type': 'text/plain; charset=utf-8', etag: '"1"', 'set-cookie': ['a=1'] },
        body: 'x',
      },
    ],
    ['text', { status: 200, headers: { 'content-type': 'application/json' }, body: 'text' }],
    [{ a: 1 }, { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' }],
    [undefined, { status: 200, headers: { 'content-type': 'application/json' }, body: 'null' }],
  ])('%j is an answer', (result, answer) => expect(answerOf(result)).toEqual(answer));
});

it('a rate is so many milliseconds, and another kind of schedule fails by what it says', () => {
  expect([rateOf('rate(1 minute)'), rateOf('rate(5 hours)'), rateOf('rate(2 days)')]).toEqual([
    60_000, 18_000_000, 172_800_000,
  ]);
  expect(() => rateOf('cron(0 12 * * ? *)')).toThrow('cron(0 12');
});
