import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { externalIdOf } from '#lib/http/publishers/parameters.ts';
import { requestOf } from '#lib/http/request.ts';
import { pathIn } from '#lib/local/http-event.ts';

/** The external id in an address, as it comes through API Gateway. */
const externalIdAt = (segment: string) => {
  const event = {
    ...{ rawPath: '', rawQueryString: '', headers: {}, requestContext: { http: { method: 'PUT', path: '' } } },
    pathParameters: { externalId: pathIn(segment) },
  };
  return externalIdOf(requestOf(event as unknown as APIGatewayProxyEventV2), {});
};

describe('an external id in an address', () => {
  it.each([
    ['cms-4711', 'cms-4711'],
    ['caf%C3%A9%20%F0%9F%98%80', 'café 😀'],
    ['a%252Fb', 'a/b'],
    ['100%25', '100%'],
    [encodeURIComponent('https%3A%2F%2Fa.example%2F%25E6%2597%25A5'), 'https://a.example/%E6%97%A5'],
    ['a%00b', 'ab'],
    ['%EF%BF%BEx', 'x'],
  ])('%s is %j', (segment, externalId) => expect(externalIdAt(segment)).toBe(externalId));

  it.each(['%ED%A0%80', 'x%ED%A0%BDy', '%FF', 'caf%E9', '%C0%AF', '%25FF', '%00'])('%s is refused', (segment) => {
    expect(() => externalIdAt(segment)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });
});
