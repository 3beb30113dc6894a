import { Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  CfnApi,
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  type CfnRouteProps,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  DOCS_ROUTES,
  FALLBACK_ROUTE,
  FEED_ROUTES,
  HUB_ROUTES,
  LOG_ROUTES,
  PAGE_ROUTES,
  PUBLISHER_ROUTES,
} from '#lib/http/routes.ts';

/** An account's own limits by default: the stage must not be the first to refuse a reader. */
const THROTTLING: CfnStage.RouteSettingsProperty = { throttlingRateLimit: 10_000, throttlingBurstLimit: 5_000 };

/** One short line a request, and nothing of the reader in it: what is not kept needs no protection. */
const ACCESS_LOG = {
  id: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

const OPEN_TO_ALL = {
  id: 'AwsSolutions::AwsSolutions-APIG4',
  reason:
    'Feeds, pages and the documentation are for everybody; whatever no route names is answered with a problem document.',
};

const isOfLog = (route: string): boolean => LOG_ROUTES.some((one) => one === route);

export interface BulletinHttpApiProps {
  readonly apiName: string;
  readonly logRetention: RetentionDays;
}

export interface Handlers {
  readonly authorizer: Lambda;
  readonly publishers: Lambda;
  readonly log: Lambda;
  readonly feeds: Lambda;
  readonly pages: Lambda;
  readonly docs: Lambda;
  readonly hub: Lambda;
}

/** The one door: an HTTP API, whose routes are the route table's. */
export class BulletinHttpApi extends Construct {
  readonly url: string;
  readonly domainName: string;
  readonly #apiId: string;

  constructor(scope: Construct, id: string, { apiName, logRetention }: BulletinHttpApiProps) {
    super(scope, id);
    // Without CORS of its own: with it, an API drops what its functions say, and says nothing to a request without an `Origin`.
    const api = new CfnApi(this, 'Resource', { name: apiName, protocolType: 'HTTP' });
    this.#apiId = api.ref;
    this.url = api.attrApiEndpoint;
    const { region, urlSuffix } = Stack.of(this);
    this.domainName = `${api.ref}.execute-api.${region}.${urlSuffix}`;
    const logGroup = new LogGroup(this, 'AccessLogs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: THROTTLING,
      accessLogSettings: { destinationArn: logGroup.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
    });
  }

  /** Apart from the constructor because the functions' environment holds the API's address. */
  route({ authorizer, publishers, log, feeds, pages, docs, hub }: Handlers): void {
    const authorizerId = this.#authorizer(authorizer);
    const toPublishers = this.#integration('Publishers', publishers);
    const toLog = this.#integration('Log', log);
    for (const route of Object.keys(PUBLISHER_ROUTES)) {
      const target = isOfLog(route) ? toLog : toPublishers;
      this.#route(route, { target, authorizationType: 'CUSTOM', authorizerId });
    }
    this.#open(FEED_ROUTES, this.#integration('Feeds', feeds));
    this.#open([...PAGE_ROUTES, FALLBACK_ROUTE], this.#integration('Pages', pages));
    this.#open(DOCS_ROUTES, this.#integration('Docs', docs));
    this.#open(HUB_ROUTES, this.#integration('Hub', hub));
  }

  #open(routes: readonly string[], target: string): void {
    for (const route of routes) {
      Validations.of(this.#route(route, { target, authorizationType: 'NONE' })).acknowledge(OPEN_TO_ALL);
    }
  }

  #route(routeKey: string, props: Omit<CfnRouteProps, 'apiId' | 'routeKey'>) {
    return new CfnRoute(this, routeKey.replaceAll('/', '-'), { apiId: this.#apiId, routeKey, ...props });
  }

  /** The function decides who is let in and why not, so it is asked every time, with or without a key. */
  #authorizer(lambda: Lambda) {
    const { partition, region } = Stack.of(this);
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.#apiId,
      name: 'keys',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 0,
      authorizerUri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda.functionArn}/invocations`,
    });
    this.#permit(lambda, `authorizers/${authorizer.ref}`);
    return authorizer.ref;
  }

  #integration(id: string, lambda: Lambda) {
    const integration = new CfnIntegration(this, id, {
      apiId: this.#apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: lambda.functionArn,
      payloadFormatVersion: '2.0',
    });
    this.#permit(lambda, '*/*');
    return Fn.join('/', ['integrations', integration.ref]);
  }

  /** Every route of this API at once: a permission a route would outgrow the 20 KB of a function's policy. */
  #permit(lambda: Lambda, resourceName: string) {
    lambda.addPermission('HttpApi', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: this.#apiId, resourceName }),
    });
  }
}
