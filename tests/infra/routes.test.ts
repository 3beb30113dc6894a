import { describe, expect, it } from 'vitest';
import { openApiDocument } from '#lib/api/document.ts';
import {
  DOCS_ROUTES,
  FALLBACK_ROUTE,
  FEED_ROUTES,
  HUB_ROUTES,
  LOG_ROUTES,
  PAGE_ROUTES,
  PUBLISHER_ROUTES,
} from '#lib/http/routes.ts';
import { ofType, synthesize } from './synthesize.ts';

const { template } = synthesize();
const routes = ofType(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
const keysOf = (type: string) =>
  routes.filter(({ AuthorizationType }) => AuthorizationType === type).map(({ RouteKey }) => RouteKey);

const theOne = (type: string) => ofType(template, type)[0]?.[1].Properties ?? {};

describe('the routes of the API', () => {
  it('are those of the route table', () => {
    expect(new Set(routes.map(({ RouteKey }) => RouteKey))).toEqual(
      new Set([
        ...Object.keys(PUBLISHER_ROUTES),
        ...FEED_ROUTES,
        ...PAGE_ROUTES,
        ...DOCS_ROUTES,
        ...HUB_ROUTES,
        FALLBACK_ROUTE,
      ]),
    );
  });

  it('are those of the OpenAPI document, but for the fallback', () => {
    const described = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(new Set([...described, FALLBACK_ROUTE])).toEqual(new Set(routes.map(({ RouteKey }) => RouteKey)));
  });

  it('ask the authorizer for every publisher’s route, and for no other', () => {
    expect(new Set(keysOf('CUSTOM'))).toEqual(new Set(Object.keys(PUBLISHER_ROUTES)));
    expect(new Set(keysOf('NONE'))).toEqual(
      new Set([...FEED_ROUTES, ...PAGE_ROUTES, ...DOCS_ROUTES, ...HUB_ROUTES, FALLBACK_ROUTE]),
    );
  });

  it('lead to the function of their table', () => {
    const tables = new Set(
      [...Map.groupBy(routes, ({ Target }) => JSON.stringify(Target)).values()].map(
        (led) => new Set(led.map(({ RouteKey }) => RouteKey)),
      ),
    );
    expect(tables).toEqual(
      new Set([
        new Set(Object.keys(PUBLISHER_ROUTES).filter((route) => !LOG_ROUTES.some((one) => one === route))),
        new Set(LOG_ROUTES),
        new Set(FEED_ROUTES),
        new Set([...PAGE_ROUTES, FALLBACK_ROUTE]),
        new Set(DOCS_ROUTES),
        new Set(HUB_ROUTES),
      ]),
    );
  });
});

describe('the API', () => {
  it('hears of a request without a key too, and never remembers an answer', () => {
    const Properties = theOne('AWS::ApiGatewayV2::Authorizer');
    expect(Properties).toMatchObject({ AuthorizerResultTtlInSeconds: 0, EnableSimpleResponses: true });
    expect(Properties).not.toHaveProperty('IdentitySource');
  });

  it('leaves CORS to the functions: with a configuration of its own it would drop what they say', () => {
    expect(theOne('AWS::ApiGatewayV2::Api')).not.toHaveProperty('CorsConfiguration');
    const preflights = ofType(template, 'AWS::ApiGatewayV2::Route').filter(([, { Properties }]) =>
      /^(?:OPTIONS|ANY) /.test(String(Properties.RouteKey)),
    );
    expect(preflights).toEqual([]);
  });

  it('logs each request, and nothing of the reader', () => {
    const Properties = theOne('AWS::ApiGatewayV2::Stage');
    const log = JSON.stringify(Properties.AccessLogSettings);
    expect(log).toContain('$context.routeKey');
    expect(log).not.toMatch(/identity|userAgent/);
  });
});
