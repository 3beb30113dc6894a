import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { COMPOSING } from '#lib/domain/composition.ts';
import { CORS } from '#lib/http/cors.ts';
import { FALLBACK_ROUTE } from '#lib/http/routes.ts';
import { ofType, synthesize, type Template } from './synthesize.ts';

/** As AWS calls them everywhere. */
const MANAGED = {
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allViewerExceptHost: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/news/0a1b2c3d-0000-4000-8000-000000000000';

const Behavior = z.looseObject({
  PathPattern: z.string().default('*'),
  AllowedMethods: z.array(z.string()),
  CachedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  Compress: z.boolean(),
});
const Config = z.looseObject({
  DefaultCacheBehavior: Behavior,
  CacheBehaviors: z.array(Behavior),
  CustomErrorResponses: z.array(z.record(z.string(), z.unknown())),
  Origins: z.array(z.looseObject({ DomainName: z.unknown() })),
});

const configIn = (template: Template) =>
  Config.parse(ofType(template, 'AWS::CloudFront::Distribution')[0]?.[1].Properties.DistributionConfig);
const theOne = (template: Template, type: string) => Object.values(ofType(template, type)[0]?.[1].Properties ?? {})[0];

const { template } = synthesize();
const config = configIn(template);
const behaviors = [...config.CacheBehaviors, config.DefaultCacheBehavior];

/** CloudFront's own rule: the first pattern that matches, `*` any text, `?` any character, case counts. */
const behaviorOf = (path: string) =>
  behaviors.find(({ PathPattern }) =>
    new RegExp(
      `^${PathPattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('?', '.')
        .replaceAll('*', '.*')}$`,
    ).test(path),
  );
const asked = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: path.replace(/\{\w+\}/g, 'some') };
};

const routes = ofType(template, 'AWS::ApiGatewayV2::Route')
  .map(([, { Properties }]) => String(Properties.RouteKey))
  .filter((route) => route !== FALLBACK_ROUTE);
const isReaders = (route: string) => !/^[A-Z]+ \/(?:v1|hub|docs)(?:\/|$)/.test(route);

describe('what readers ask for', () => {
  it.each(routes.filter(isReaders))('%s is kept', (route) => {
    const { method, path } = asked(route);
    const behavior = behaviorOf(path);
    expect(behavior?.CachedMethods).toContain(method);
    expect(behavior).toMatchObject({
      CachePolicyId: { Ref: ofType(template, 'AWS::CloudFront::CachePolicy')[0]?.[0] },
      ViewerProtocolPolicy: 'redirect-to-https',
    });
  });

  it.each(['/', '/robots.txt', '/assets/page.css', '/docs-news/rss.xml', '/hub-news/', '/v1-news/feed.json'])(
    '%s is one of it',
    (path) => {
      expect(behaviorOf(path)).toBe(config.DefaultCacheBehavior);
    },
  );

  it('may only be read', () => {
    expect(config.DefaultCacheBehavior.AllowedMethods.toSorted()).toEqual(['GET', 'HEAD', 'OPTIONS']);
  });

  it('is kept as long as the answer says, apart by coding, delta and composition, and by nothing else', () => {
    expect(theOne(template, 'AWS::CloudFront::CachePolicy')).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 365 * 24 * 3600,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['A-IM', 'Sec-Fetch-Dest'] },
        QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['section', 'tag', 'not', 'author'] },
      },
    });
  });

  it('passes on all that a feed is composed of', () => {
    expect(theOne(template, 'AWS::CloudFront::CachePolicy')).toMatchObject({
      ParametersInCacheKeyAndForwardedToOrigin: {
        QueryStringsConfig: { QueryStrings: expect.arrayContaining([...COMPOSING]) },
      },
    });
  });
});

describe('what publishers and services ask for', () => {
  it.each([...routes.filter((route) => !isReaders(route)), 'POST /hub'])('%s is passed on, key and all', (route) => {
    const { method, path } = asked(route);
    const behavior = behaviorOf(path);
    expect(behavior?.AllowedMethods).toContain(method);
    expect(behavior).toMatchObject({
      CachePolicyId: MANAGED.cachingDisabled,
      OriginRequestPolicyId: MANAGED.allViewerExceptHost,
    });
  });

  it('keeps its strong tags, which If-Match needs: compressing would make them weak', () => {
    for (const { Compress } of config.CacheBehaviors) expect(Compress).toBe(false);
  });

  it('sends no key in clear', () => {
    expect(behaviorOf('/v1/publications')).toMatchObject({ ViewerProtocolPolicy: 'https-only' });
  });
});

describe('a page of another origin', () => {
  it('has its preflight answered by the API, and kept where it asks for what readers do', () => {
    for (const { AllowedMethods } of behaviors) expect(AllowedMethods).toContain('OPTIONS');
    expect(config.DefaultCacheBehavior.CachedMethods).toContain('OPTIONS');
  });

  it('may read what API Gateway or the edge itself says', () => {
    expect(theOne(template, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveProperty('CorsConfig', {
      AccessControlAllowCredentials: false,
      AccessControlAllowOrigins: { Items: CORS.allowOrigins },
      AccessControlAllowMethods: { Items: CORS.allowMethods },
      AccessControlAllowHeaders: { Items: CORS.allowHeaders },
      AccessControlExposeHeaders: { Items: CORS.exposeHeaders },
      AccessControlMaxAgeSec: CORS.maxAge,
      OriginOverride: false,
    });
  });
});

describe('every answer', () => {
  it('has the headers of a secure site, and the origin’s own policy of content', () => {
    const policies = new Set(behaviors.map(({ ResponseHeadersPolicyId }) => JSON.stringify(ResponseHeadersPolicyId)));
    const [[name] = []] = ofType(template, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect([...policies]).toEqual([JSON.stringify({ Ref: name })]);
    expect(theOne(template, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveProperty('SecurityHeadersConfig', {
      StrictTransportSecurity: { AccessControlMaxAgeSec: 365 * 24 * 3600, Override: true },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
    });
  });

  it('that is an error is the API’s own, and not kept', () => {
    expect(config.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual([
      404, 405, 414, 500, 501, 502, 503, 504,
    ]);
    for (const { ErrorCode, ...response } of config.CustomErrorResponses)
      expect(response, String(ErrorCode)).toEqual({ ErrorCachingMinTTL: 0 });
  });

  it('comes from the API over TLS, and over HTTP/2, HTTP/3 and IPv6', () => {
    expect(config).toMatchObject({ Enabled: true, HttpVersion: 'http2and3', IPV6Enabled: true });
    expect(config.Origins).toMatchObject([
      { CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } },
    ]);
    const [[api] = []] = ofType(template, 'AWS::ApiGatewayV2::Api');
    expect(JSON.stringify(config.Origins[0]?.DomainName)).toContain(`{"Ref":"${api}"},".execute-api."`);
  });

  it('leaves no trace of who asked', () => {
    expect(config).not.toHaveProperty('Logging');
  });
});

const publicUrls = (one: Template) =>
  new Set(
    ofType(one, 'AWS::Lambda::Function')
      .filter(([name]) => !name.includes('Docs'))
      .map(([, { Properties }]) =>
        JSON.stringify(
          z.looseObject({ Variables: z.looseObject({}) }).parse(Properties.Environment).Variables.PUBLIC_URL,
        ),
      ),
  );
const typesIn = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);
const [[distribution = ''] = []] = ofType(template, 'AWS::CloudFront::Distribution');
const [[api = ''] = []] = ofType(template, 'AWS::ApiGatewayV2::Api');

describe('the public URL', () => {
  it('is the edge’s own address by default', () => {
    const url = { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }]] };
    expect([...publicUrls(template)]).toEqual([JSON.stringify(url)]);
    expect(template.Outputs).toMatchObject({
      Url: { Value: url },
      EdgeDomain: { Value: { 'Fn::GetAtt': [distribution, 'DomainName'] } },
    });
  });

  it('is the owner’s domain, whose certificate and TLS the edge then has', () => {
    const own = synthesize({ context: { domainName: 'news.example.com', certificateArn: CERTIFICATE } }).template;
    expect([...publicUrls(own)]).toEqual(['"https://news.example.com"']);
    expect(configIn(own)).toMatchObject({
      Aliases: ['news.example.com'],
      ViewerCertificate: {
        AcmCertificateArn: CERTIFICATE,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
  });

  it.each([{ edge: 'false' }, { publicUrl: 'https://news.example.com' }])('leaves out the edge with %j', (context) => {
    const without = synthesize({ context }).template;
    expect(typesIn(without).filter((type) => type.startsWith('AWS::CloudFront'))).toEqual([]);
    expect(without.Outputs).not.toHaveProperty('EdgeDomain');
  });

  it('is the API’s address without an edge', () => {
    const without = synthesize({ context: { edge: 'false' } }).template;
    expect([...publicUrls(without)]).toEqual([JSON.stringify({ 'Fn::GetAtt': [api, 'ApiEndpoint'] })]);
  });

  it('is the one that was set, also before an edge', () => {
    const both = synthesize({ context: { publicUrl: 'https://proxy.example', edge: 'true' } }).template;
    expect([...publicUrls(both)]).toEqual(['"https://proxy.example"']);
    expect(typesIn(both)).toContain('AWS::CloudFront::Distribution');
  });
});

it('has no web ACL, and so no challenge, unless its owner sets one', () => {
  expect(config).not.toHaveProperty('WebACLId');
  const guarded = synthesize({ context: { webAclArn: WEB_ACL, priceClass: '100' } }).template;
  expect(configIn(guarded)).toMatchObject({ WebACLId: WEB_ACL, PriceClass: 'PriceClass_100' });
});

it('names its policies after stack and region, as CloudFront has one list of them', () => {
  const { template: other } = synthesize({ context: { stackName: 'Gazette' } });
  for (const type of ['AWS::CloudFront::CachePolicy', 'AWS::CloudFront::ResponseHeadersPolicy'])
    expect(theOne(other, type)).toHaveProperty('Name.Fn::Join.1', [
      expect.stringMatching(/^Gazette-\w+-$/),
      { Ref: 'AWS::Region' },
    ]);
});
