import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS, SCHEMAS, type SchemaName } from '#lib/api/catalogue.ts';
import { EXAMPLES } from '#lib/api/examples.ts';
import { PATH_PARAMETERS } from '#lib/api/parameters.ts';
import { FAILURES, Failure, type FailureCode } from '#lib/domain/failure.ts';
import { Scope } from '#lib/domain/key.ts';
import { authorizer } from '#lib/http/authorizer.ts';
import { hubApi } from '#lib/http/hub/hub-api.ts';
import { logApi } from '#lib/http/log/log-api.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import { statusOf } from '#lib/http/problem.ts';
import { publisherApi } from '#lib/http/publishers/publisher-api.ts';
import { PUBLISHER_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import { admit } from '#lib/usecases/admit.ts';
import { aKey, KEY_TEXT } from '../../support/a-key.ts';
import { FailingTable, type FailingWay, PLANTED, WAYS } from '../../support/failing-table.ts';
import { loggedBy } from '../../support/logged.ts';
import { storesOf } from '../../support/stores.ts';
import { countingIds, fixedClock, noWait, steppingTime } from '../../support/system.ts';

const EVERY_WAY = Object.keys(WAYS) as FailingWay[];

let failing: FailingTable;
beforeAll(async () => {
  failing = await FailingTable.start();
});
afterAll(() => failing[Symbol.asyncDispose]());

/** An example in which everything that people write, and every address, has what must not be in a log. */
function planted(example: unknown, name = ''): unknown {
  if (Array.isArray(example)) return example.map((item) => planted(item, name));
  if (typeof example === 'string') {
    if (/^(?:title|html|markdown|summary|description|biography|name|correction)$/.test(name)) return PLANTED;
    return name === 'url' ? `${example}?token=${PLANTED}` : example;
  }
  if (typeof example !== 'object' || example === null) return example;
  return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, planted(value, key)]));
}

function bodyOf(route: PublisherRoute): string | undefined {
  const operation = OPERATIONS[route];
  if (!('body' in operation)) return undefined;
  const name = (Object.keys(SCHEMAS) as SchemaName[]).find((one) => SCHEMAS[one] === operation.body);
  return JSON.stringify(planted(name && EXAMPLES[name]));
}

const HEADERS = {
  authorization: `Bearer ${KEY_TEXT}`,
  cookie: `session=${PLANTED}`,
  'idempotency-key': `"${PLANTED}"`,
  'if-match': '"1"',
};

interface Ask {
  readonly body?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly query?: string;
  readonly lambda?: object;
}

/** A request as API Gateway hands it on. */
function eventOf(route: string, { body, headers = {}, query = '', lambda }: Ask): object {
  const [method = '', path = ''] = route.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name as keyof typeof PATH_PARAMETERS);
  const params = Object.fromEntries(names.map((name) => [name, PATH_PARAMETERS[name].example]));
  const allowed = { keyId: 'k', publication: '*', scopes: Scope.options.join(' ') };
  return {
    routeKey: route,
    rawPath: path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    rawQueryString: query,
    headers: { 'content-type': 'application/json', ...HEADERS, ...headers },
    cookies: [`session=${PLANTED}`],
    pathParameters: params,
    requestContext: { http: { method, path }, requestId: 'request-1', authorizer: { lambda: lambda ?? allowed } },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

type Handler = (event: object, context: object) => Promise<{ statusCode?: number; body?: string }>;

/** What a handler answers, and what it logs meanwhile. */
async function asked(handler: unknown, event: object): Promise<{ status: number; log: string }> {
  let status = 0;
  const log = await loggedBy(async () => {
    status = (await (handler as Handler)(event, {})).statusCode ?? 0;
  });
  return { status, log };
}

function expectNothingPlanted(log: string): void {
  for (const secret of [PLANTED, KEY_TEXT, KEY_TEXT.slice(-51), 'Bearer ', 'authorization', 'Authorization'])
    expect(log).not.toContain(secret);
}

const vault = {
  seal: async () => {
    throw new Failure('vault.unavailable', 'secrets cannot be sealed or opened at the moment');
  },
  open: async () => PLANTED,
};

const depsAt = (client: FailingTable['client']) => ({
  ...storesOf({ client, table: 'table' }),
  ...{ vault, bell: { ring: async () => undefined }, policy: { complaint: async () => undefined } },
  ...{ alarms: { set: async () => undefined }, clock: fixedClock(), ids: countingIds(), backoff: noWait },
  ...{ pauses: steppingTime().pauses, publicUrl: 'https://bulletin.example', keyMode: 'live' as const },
});

describe.each(EVERY_WAY)(
  'when a call to the table %s, the log says so, and has no key, no secret and no body',
  (way) => {
    it.each(Object.keys(PUBLISHER_ROUTES) as PublisherRoute[])('of %s', async (route) => {
      failing.way = way;
      const deps = depsAt(failing.client);
      const handler = route.includes('/events') ? logApi(deps) : publisherApi(deps);
      const { status, log } = await asked(handler, eventOf(route, { body: bodyOf(route) }));
      expect(status).toBe(503);
      expect(log).toContain('request-1');
      expect(log).toContain(route);
      expectNothingPlanted(log);
    });

    it('of a subscription at the hub', async () => {
      failing.way = way;
      const form = new URLSearchParams({
        ...{ 'hub.mode': 'subscribe', 'hub.topic': 'https://bulletin.example/harbour-post/rss.xml' },
        ...{ 'hub.callback': `https://reader.example/${PLANTED}`, 'hub.secret': PLANTED },
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const deps = depsAt(failing.client);
      const { status, log } = await asked(
        hubApi({ ...deps, uses: deps.hubUses }),
        eventOf('POST /hub', { body: String(form), headers }),
      );
      expect(status).toBe(503);
      expect(log).toContain('request-1');
      expectNothingPlanted(log);
    });

    it('of the authorizer, and neither has what it fails with', async () => {
      failing.way = way;
      const { keys, clock } = depsAt(failing.client);
      const handler = authorizer((header) => admit(header, { keys, clock, meter: async () => 'counted' }));
      let failure = '';
      const log = await loggedBy(async () => {
        await handler({ headers: HEADERS } as never).catch((error: Error) => {
          failure = `${error.message}\n${error.stack}`;
        });
      });
      expectNothingPlanted(`${log}${failure}`);
    });
  },
);

it('the log of the authorizer has no key when uses cannot be counted', async () => {
  const key = aKey();
  const uncounted = new Error('the table does not answer', { cause: new Error('ECONNRESET') });
  const handler = authorizer(async () => ({ key, uncounted }));
  const log = await loggedBy(() => handler({ headers: HEADERS } as never));
  expect(log).toContain('ECONNRESET');
  expect(log).not.toContain(key.hash);
  expectNothingPlanted(log);
});

describe('the log of a request', () => {
  const body = JSON.stringify({ title: PLANTED });
  const event = (over: Ask = {}) =>
    eventOf('GET /v1/publications', { body, query: `access_token=${PLANTED}`, ...over });

  it.each(Object.keys(FAILURES) as FailureCode[])(
    'that ends with %s has what failed if it is ours, and else nothing',
    async (code) => {
      const failure = new Failure(code, 'it failed', {
        ...{
          cause: new Error('the cause'),
          extra: { etag: PLANTED },
          issues: [{ pointer: '/title', given: PLANTED, expected: 'x' }],
        },
      });
      const handler = httpHandler(async () => Promise.reject(failure));
      const { status, log } = await asked(handler, event());
      expect(status).toBe(statusOf(failure));
      if (status < 500) expect(log).toBe('');
      else
        for (const part of ['request-1', 'it failed', 'the cause', 'GET /v1/publications']) expect(log).toContain(part);
      expectNothingPlanted(log);
    },
  );

  it.each<[string, (request: { json: () => unknown }) => unknown]>([
    ['that has a cause', () => Promise.reject(new TypeError('a defect', { cause: new RangeError('the cause') }))],
    ['that holds the request', () => Promise.reject(Object.assign(new Error('a defect'), { request: HEADERS, body }))],
    ['of our own types', () => ({ status: 200, body: {} as never })],
  ])('that ends with a defect %s says what it was, and nothing of the request', async (_, answer) => {
    const { status, log } = await asked(
      httpHandler(async (request) => answer(request) as never),
      event(),
    );
    expect(status).toBe(500);
    expect(log).toContain('request-1');
    expectNothingPlanted(log);
  });

  it('whose body cannot be read is empty', async () => {
    const handler = httpHandler(async ({ json }) => ({ status: 200, body: String(json()) }));
    for (const wrong of [`{"title":"${PLANTED}`, `${PLANTED}`, `{"a":${PLANTED}}`])
      expect(await asked(handler, event({ body: wrong }))).toEqual({ status: 400, log: '' });
  });

  it('of which the authorizer said something else than it should says so, and not what', async () => {
    const lambda = { keyId: PLANTED, publication: '*', scopes: `articles:read ${PLANTED}` };
    const handler = publisherApi(depsAt(failing.client));
    const { status, log } = await asked(handler, eventOf('GET /v1/publications', { lambda }));
    expect(status).toBe(500);
    expect(log).toContain('request-1');
    expectNothingPlanted(log);
  });
});
