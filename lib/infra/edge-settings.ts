import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { formed, type Given, oneOf } from './context.ts';

/** How CloudFront stands before the API. */
export interface EdgeSettings {
  /** The owner's domain and the certificate that CloudFront shows for it. @default a domain of CloudFront's */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  /** A web ACL that every request passes first. @default none */
  readonly webAclArn: string | undefined;
  /** From which parts of the world CloudFront answers. @default all */
  readonly priceClass: PriceClass;
}

const DOMAIN = {
  form: /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
  expected: 'a host name in lower case such as news.example.com',
};
const CERTIFICATE = {
  form: /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
  expected: 'the ARN of a certificate in us-east-1, where CloudFront looks for it',
};
const WEB_ACL = {
  form: /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
  expected: 'the ARN of a web ACL of scope CLOUDFRONT',
};

/** There is an edge unless the owner has a `publicUrl` in front already, or says otherwise. */
export function edgeFrom(given: Given, { publicUrl }: { publicUrl: string | undefined }): EdgeSettings | undefined {
  const byDefault = publicUrl === undefined ? 'true' : 'false';
  if (!oneOf('edge', given('edge') ?? byDefault, { true: true, false: false })) return refuseOrphans(given);
  return {
    domain: domainFrom(given, publicUrl),
    webAclArn: formed('webAclArn', given('webAclArn'), WEB_ACL),
    priceClass: oneOf('priceClass', given('priceClass') ?? 'all', {
      all: PriceClass.PRICE_CLASS_ALL,
      200: PriceClass.PRICE_CLASS_200,
      100: PriceClass.PRICE_CLASS_100,
    }),
  };
}

function domainFrom(given: Given, publicUrl: string | undefined) {
  const name = formed('domainName', given('domainName'), DOMAIN);
  const certificateArn = formed('certificateArn', given('certificateArn'), CERTIFICATE);
  if (!name && !certificateArn) return undefined;
  if (!name || !certificateArn) throw new Error('domainName and certificateArn belong together: give both or neither');
  if (publicUrl !== undefined)
    throw new Error(`domainName is '${name}', and publicUrl is '${publicUrl}': feeds have one address, give one`);
  return { name, certificateArn };
}

function refuseOrphans(given: Given): undefined {
  const orphan = ['domainName', 'certificateArn', 'webAclArn', 'priceClass'].find((name) => given(name) !== undefined);
  if (orphan) throw new Error(`${orphan} is '${given(orphan)}', and there is no edge to have it: set edge to true`);
}
