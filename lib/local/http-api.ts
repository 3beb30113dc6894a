import { type Functions, functionBy } from './functions.ts';
import type { HttpApi } from './gateway.ts';
import type { Resources } from './resources.ts';

interface RouteProperties {
  readonly RouteKey: string;
  readonly Target: string;
  readonly AuthorizerId?: string;
}

/** The template's HTTP API: its routes, and the functions behind them. */
export function httpApiOf(resources: Resources, functions: Functions): Omit<HttpApi, 'files'> {
  const byId = (type: string) => new Map(resources.ofType(type).map(({ id, properties }) => [id, properties]));
  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const authorizers = byId('AWS::ApiGatewayV2::Authorizer');
  const [api, ...others] = resources.ofType('AWS::ApiGatewayV2::Api');
  if (others.length > 0) throw new Error('the local cloud has room for one HTTP API, and the template has more');
  if (api?.properties.CorsConfiguration)
    throw new Error(`the local cloud knows no CorsConfiguration, and '${api.id}' has one`);

  const routes = resources.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const { RouteKey: key, Target, AuthorizerId } = properties as unknown as RouteProperties;
    const integration = integrations.get(Target.replace('integrations/', ''));
    const authorizer = AuthorizerId && authorizers.get(AuthorizerId);
    return {
      key,
      target: {
        answer: functionBy(functions, String(integration?.IntegrationUri)),
        authorizer: authorizer ? functionBy(functions, String(authorizer.AuthorizerUri)) : undefined,
      },
    };
  });
  return { routes };
}
