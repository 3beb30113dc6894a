import { Aws, Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { CORS } from '#lib/http/cors.ts';

/** What a composed feed is composed of. Any other parameter is not passed on, and makes no other document. */
const QUERY = ['section', 'tag', 'not', 'author'];

/** CloudFront is one for all regions, and so are the names of its policies. */
const named = (stackName: string, what: string) => `${stackName}-${what}-${Aws.REGION}`;

/** Kept as long as the answer says, and not at all when it says nothing. */
export function readersCache(scope: Construct, { stackName }: { stackName: string }): CachePolicy {
  return new CachePolicy(scope, 'Readers', {
    cachePolicyName: named(stackName, 'Readers'),
    comment: 'What readers ask for, kept as long as the answer says',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
    headerBehavior: CacheHeaderBehavior.allowList('A-IM', 'Sec-Fetch-Dest'),
    queryStringBehavior: CacheQueryStringBehavior.allowList(...QUERY),
    cookieBehavior: CacheCookieBehavior.none(),
  });
}

/** With CORS, too: the functions say it themselves, but API Gateway and CloudFront do not where they refuse a request. */
export function responseHeaders(scope: Construct, { stackName }: { stackName: string }): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyName: named(stackName, 'Headers'),
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: false },
    },
    corsBehavior: {
      accessControlAllowCredentials: false,
      accessControlAllowOrigins: CORS.allowOrigins,
      accessControlAllowMethods: CORS.allowMethods,
      accessControlAllowHeaders: CORS.allowHeaders,
      accessControlExposeHeaders: CORS.exposeHeaders,
      accessControlMaxAge: Duration.seconds(CORS.maxAge),
      originOverride: false,
    },
  });
}
