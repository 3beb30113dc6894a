import { describe, expect, it } from 'vitest';
import { Failure } from '#lib/domain/failure.ts';
import { problemOf } from '#lib/http/problem.ts';

const bodyOf = (error: unknown) => JSON.parse(String(problemOf(error, 'request-1').body));

describe('a problem document', () => {
  it('PD-01 has its own media type, a documented type, the real status, and names what was wrong', () => {
    const issues = [{ pointer: '/title', given: '', expected: 'at least 1 characters' }];
    const failure = new Failure('request.invalid', 'one field is not as expected', { issues });
    const { status, headers } = problemOf(failure, 'request-1');
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(bodyOf(failure)).toEqual({
      type: 'https://bulletin.example/docs/errors.md#requestinvalid',
      title: 'Request invalid',
      detail: 'one field is not as expected',
      ...{ status, code: 'request.invalid', instance: 'request-1', issues },
    });
  });

  it('shows what no format can carry as escapes, so that any parser reads it and a person sees what was sent', () => {
    const issues = [{ pointer: '/x\uD800y', given: { name: 'a\u0000b\uFFFE' }, expected: 'no field of this name' }];
    const failure = new Failure('request.invalid', "'\uDC00\u009B' is not as expected", { issues });
    expect(String(problemOf(failure, 'request-1').body)).not.toMatch(/(?<!\\)\\u/);
    expect(bodyOf(failure)).toMatchObject({
      detail: "'\\udc00\\u009b' is not as expected",
      issues: [{ pointer: '/x\\ud800y', given: { name: 'a\\u0000b\\ufffe' } }],
    });
  });

  it('PD-01 of a defect leaks nothing', () => {
    const defect = Object.assign(new TypeError('cannot read secret of undefined'), {
      cause: new Error('table Articles'),
    });
    expect(problemOf(defect, 'request-1').status).toBe(500);
    expect(bodyOf(defect)).toEqual({
      ...{ type: 'about:blank', title: 'Internal Server Error', status: 500, instance: 'request-1' },
    });
  });

  it('HTTP-10 of what may pass says when to try again', () => {
    const failure = new Failure('publication.busy', 'too many changes', { extra: { retryAfter: 1 } });
    const { status, headers } = problemOf(failure, 'request-1');
    expect([status, headers?.['retry-after']]).toEqual([503, '1']);
  });

  it.each([
    ['key.missing', 401, 'Bearer'],
    ['key.malformed', 401, 'Bearer error="invalid_token"'],
    ['key.refused', 401, 'Bearer error="invalid_token"'],
    ['key.out-of-scope', 403, 'Bearer error="insufficient_scope"'],
    ['article.missing', 404, undefined],
  ] as const)('of %s says what is wrong with the key (RFC 6750 §3.1)', (code, expected, challenge) => {
    const { status, headers } = problemOf(new Failure(code, 'no'), 'request-1');
    expect([status, headers?.['www-authenticate']]).toEqual([expected, challenge]);
  });

  it('is kept by nobody', () => {
    for (const error of [new Failure('article.missing', 'no'), new Error('a defect')])
      expect(problemOf(error, 'request-1').headers?.['cache-control']).toBe('no-store');
  });

  it('HTTP-09 of another media type says which are taken', () => {
    const { status, headers } = problemOf(new Failure('request.unsupported-type', 'text/xml'), 'request-1');
    expect([status, headers?.['accept-post']]).toEqual([415, 'application/json']);
  });
});
