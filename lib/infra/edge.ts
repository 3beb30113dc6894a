import { Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachedMethods,
  CachePolicy,
  Distribution,
  type DistributionProps,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { readersCache, responseHeaders } from './edge-policies.ts';
import type { EdgeSettings } from './edge-settings.ts';

const { REDIRECT_TO_HTTPS, HTTPS_ONLY } = ViewerProtocolPolicy;

/** What CloudFront keeps for ten seconds unless told otherwise, and would give to whoever asks next, with another key. */
const KEPT_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];

const ACCEPTED = {
  always: [
    {
      id: 'AwsSolutions::AwsSolutions-CFR1',
      reason: 'News is for readers everywhere; an owner who must leave out a country can do so in a web ACL.',
    },
    {
      id: 'AwsSolutions::AwsSolutions-CFR3',
      reason: 'The logs of a distribution hold the address of every reader: what is not kept needs no protection.',
    },
  ],
  withoutDomain: {
    id: 'AwsSolutions::AwsSolutions-CFR4',
    reason: 'The certificate of cloudfront.net has a TLS policy of its own; with a domain it is TLS 1.2 at least.',
  },
  withoutWebAcl: {
    id: 'AwsSolutions::AwsSolutions-CFR2',
    reason: 'All that is behind it is public or asks for a key, which has a limit; an owner may set a web ACL.',
  },
};

export interface BulletinEdgeProps extends EdgeSettings {
  readonly stackName: string;
  /** The host of the API. */
  readonly origin: string;
}

/** CloudFront before the API: keeps what readers ask for, and passes all else on as it comes. */
export class BulletinEdge extends Construct {
  /** What a domain's DNS record points to. */
  readonly domainName: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: BulletinEdgeProps) {
    super(scope, id);
    const { domain, webAclArn, priceClass, stackName } = props;
    const distribution = new Distribution(this, 'Resource', {
      comment: `${stackName}: feeds and API`,
      ...this.#behaviors(props),
      errorResponses: KEPT_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass,
      ...(webAclArn && { webAclId: webAclArn }),
      ...(domain && this.#reachedAt(domain)),
    });
    for (const accepted of [
      ...ACCEPTED.always,
      ...(domain ? [] : [ACCEPTED.withoutDomain]),
      ...(webAclArn ? [] : [ACCEPTED.withoutWebAcl]),
    ])
      Validations.of(distribution).acknowledge(accepted);
    this.domainName = distribution.distributionDomainName;
    this.url = `https://${domain?.name ?? this.domainName}`;
  }

  #reachedAt({ name, certificateArn }: { name: string; certificateArn: string }) {
    return {
      domainNames: [name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /** What the API's own tables call readers' routes is kept; whoever adds others there says so here. */
  #behaviors(props: BulletinEdgeProps): Pick<DistributionProps, 'defaultBehavior' | 'additionalBehaviors'> {
    const common = { origin: new HttpOrigin(props.origin), responseHeadersPolicy: responseHeaders(this, props) };
    const kept: BehaviorOptions = {
      ...common,
      viewerProtocolPolicy: REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      // A preflight is answered alike whoever asks for what, so it is kept as well.
      cachedMethods: CachedMethods.CACHE_GET_HEAD_OPTIONS,
      cachePolicy: readersCache(this, props),
    };
    const passed: BehaviorOptions = {
      ...common,
      viewerProtocolPolicy: HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // Compressing makes an ETag weak, and a weak one is of no use in If-Match.
      compress: false,
    };
    const docs = { ...passed, viewerProtocolPolicy: REDIRECT_TO_HTTPS };
    const additionalBehaviors = { '/v1/*': passed, '/hub': passed, '/docs': docs, '/docs/*': docs };
    return { defaultBehavior: kept, additionalBehaviors };
  }
}
