import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { Failure } from '#lib/domain/failure.ts';
import { type HubApiDeps, hubApi } from '#lib/http/hub/hub-api.ts';

const publicUrl = 'https://bulletin.example';
const form = {
  'hub.mode': 'subscribe',
  'hub.topic': `${publicUrl}/harbour-post/rss.xml`,
  'hub.callback': 'https://reader.example/',
};

/** Asks the hub, whose policy for callbacks is a test's. */
async function ask(complaint: HubApiDeps['policy']['complaint'], body = new URLSearchParams(form).toString()) {
  const deps = { publicUrl, policy: { complaint } } as unknown as HubApiDeps;
  const handler = hubApi(deps) as unknown as (
    event: object,
    context: object,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
  const event = {
    ...{ rawPath: '/hub', rawQueryString: '', body, isBase64Encoded: false },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: { http: { method: 'POST', path: '/hub' }, requestId: 'r' },
  };
  const { statusCode, headers = {}, body: text } = await handler(event, {});
  return { status: statusCode, headers, text };
}

describe('a request that the hub refuses', () => {
  it('is answered with the reason as plain text', async () => {
    const { status, headers, text } = await ask(async () => 'it is within a private network');
    expect([status, headers['content-type']]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(text).toContain('https://reader.example/');
    expect(text).toContain('it is within a private network');
  });

  it('for now is told when to come again', async () => {
    const exhausted = new Failure('hub.exhausted', 'too many requests', { extra: { retryAfter: 3_600 } });
    const { status, headers } = await ask(() => Promise.reject(exhausted));
    expect([status, headers['retry-after']]).toEqual([429, '3600']);
  });

  it('because it is too large is not read', async () => {
    const { status } = await ask(async () => undefined, `${new URLSearchParams(form)}&x=${'x'.repeat(16 * 1024)}`);
    expect(status).toBe(413);
  });
});
