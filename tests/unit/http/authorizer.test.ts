import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { expect, it } from 'vitest';
import { Failure } from '#lib/domain/failure.ts';
import { authorizer } from '#lib/http/authorizer.ts';
import { callerOf } from '#lib/http/caller.ts';

const asked = (error: Error) =>
  authorizer(() => Promise.reject(error))({ headers: {} } as APIGatewayRequestAuthorizerEventV2);

it('the authorizer has the function behind say that keys cannot be looked up, and when to come again', async () => {
  const { isAuthorized, context } = await asked(new Failure('storage.unavailable', 'the table does not answer'));
  expect(isAuthorized).toBe(true);
  expect(() => callerOf({ requestContext: { authorizer: { lambda: context } } })).toThrow(
    expect.objectContaining({ code: 'storage.unavailable', extra: { retryAfter: 1 } }),
  );
});

it('the authorizer lets nobody in after a defect', async () => {
  await expect(asked(new TypeError('a defect'))).rejects.toThrow('a defect');
});
