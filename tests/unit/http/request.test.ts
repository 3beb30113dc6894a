import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { requestOf } from '#lib/http/request.ts';

const request = (body: string, type = 'application/json') =>
  requestOf({
    ...{ body, rawPath: '/', rawQueryString: '', isBase64Encoded: false },
    headers: { 'content-type': type },
    requestContext: { http: { method: 'POST', path: '/' } },
  } as unknown as APIGatewayProxyEventV2);

const MEGABYTES = { bytes: 4_000_000 };

describe('a body of JSON', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON ; charset=utf-8',
    'application/merge-patch+json',
    'application/ld+json;v=1',
  ])('may be said to be %s', (type) => expect(request('{"a":1}', type).json()).toEqual({ a: 1 }));

  it.each(['application/jsonp', 'application/json5', 'application/json-seq', 'text/json', 'text/plain', ''])(
    'is refused as "%s"',
    (type) => {
      const { json } = request('{"a":1}', type);
      expect(() => json()).toThrow(expect.objectContaining({ code: 'request.unsupported-type' }));
    },
  );

  it('has at most 300 KB, as bytes and not as characters', () => {
    const ofBytes = (bytes: number) => JSON.stringify('é'.repeat((bytes - 2) / 2));
    expect(request(ofBytes(300 * 1024)).json()).toHaveLength(150 * 1024 - 1);
    const { json } = request(ofBytes(300 * 1024 + 2));
    expect(() => json()).toThrow(expect.objectContaining({ code: 'request.too-large' }));
    expect(json(MEGABYTES)).toHaveLength(150 * 1024);
  });

  it('may be as deep as a batch of articles, and deeper', () => {
    const batch = { articles: [{ title: 'News', authors: [{ name: 'Ada' }], image: { url: 'https://a.example/' } }] };
    expect(request(JSON.stringify(batch)).json()).toEqual(batch);
    expect(request(`${'['.repeat(32)}${']'.repeat(32)}`).json()).toBeInstanceOf(Array);
  });

  it.each([
    ['lists', '[', ']', 33],
    ['lists', '[', ']', 100_000],
    ['lists', '[', ']', 1_900_000],
    ['objects', '{"a":', '}', 100_000],
    ['lists beside other things', '[1,{},"[",', ']', 100_000],
  ])('that nests %s %s…%s %i deep is refused', (_, open, close, depth) => {
    const { json } = request(`${open.repeat(depth)}1${close.repeat(depth)}`);
    expect(() => json(MEGABYTES)).toThrow(
      expect.objectContaining({ code: 'request.malformed', message: expect.stringContaining('at most 32') }),
    );
  });

  it('may have as many brackets as it likes in its texts', () => {
    const body = { title: '[{'.repeat(100_000) };
    expect(request(JSON.stringify(body)).json()).toEqual(body);
  });
});
