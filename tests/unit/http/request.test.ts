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
