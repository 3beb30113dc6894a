import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ofType, type Resource, referredTo, synthesize } from './synthesize.ts';

const { template } = synthesize();
const all = (type: string) => ofType(template, type);
const functions = all('AWS::Lambda::Function');

interface Caller {
  readonly name: string;
  readonly calls: string;
  /** The permission that it needs, with what is in its source; those who read a queue or a stream need none. */
  readonly permission: { readonly principal: string; readonly source: string } | undefined;
  /** In seconds: when it waits no longer, or calls again. */
  readonly patience: number;
}

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const functionIn = (uri: unknown) =>
  functions.find(([name]) => JSON.stringify(Join.parse(uri)).includes(`"${name}"`))?.[0] ?? '';
const targetOf = ({ Targets }: Resource['Properties']) =>
  referredTo(z.tuple([z.object({ Arn: z.unknown() })]).parse(Targets)[0].Arn);
const visibilityOf = ({ EventSourceArn }: Resource['Properties']) =>
  template.Resources[referredTo(EventSourceArn)]?.Properties.VisibilityTimeout;

const apiGateway = 'apigateway.amazonaws.com';
const callers: Caller[] = [
  ...all('AWS::ApiGatewayV2::Integration').map(([name, { Properties }]) => ({
    ...{ name, calls: referredTo(Properties.IntegrationUri), patience: 30 },
    permission: { principal: apiGateway, source: `${JSON.stringify(Properties.ApiId)},"/*/*"` },
  })),
  ...all('AWS::ApiGatewayV2::Authorizer').map(([name, { Properties }]) => ({
    ...{ name, calls: functionIn(Properties.AuthorizerUri), patience: 10 },
    permission: {
      principal: apiGateway,
      source: `${JSON.stringify(Properties.ApiId)},"/authorizers/",{"Ref":"${name}"}`,
    },
  })),
  ...all('AWS::Events::Rule').map(([name, { Properties }]) => ({
    ...{ name, calls: targetOf(Properties), patience: 60 },
    permission: { principal: 'events.amazonaws.com', source: `"${name}"` },
  })),
  ...all('AWS::Lambda::EventSourceMapping').map(([name, { Properties }]) => ({
    ...{ name, calls: referredTo(Properties.FunctionName), permission: undefined },
    // A stream waits for its reader; the tick relays meanwhile, each minute.
    patience: Number(visibilityOf(Properties) ?? 61),
  })),
];

it.each(callers)('$name calls a function that ends before it stops waiting', ({ calls, patience }) => {
  expect(Number(template.Resources[calls]?.Properties.Timeout)).toBeLessThan(patience);
});

describe.each(functions)('%s', (name) => {
  const [caller, ...others] = callers.filter(({ calls }) => calls === name);

  it('has one caller', () => {
    expect([caller?.calls, others]).toEqual([name, []]);
  });

  it('may be called by its caller, under one permission, and by nobody else', () => {
    const permissions = all('AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => referredTo(FunctionName) === name);
    const { principal, source = '' } = caller?.permission ?? {};
    expect(permissions.map(({ Action, Principal }) => [Action, Principal])).toEqual(
      principal ? [['lambda:InvokeFunction', principal]] : [],
    );
    for (const { SourceArn } of permissions) expect(JSON.stringify(SourceArn)).toContain(source);
  });
});

it('what was missed is looked for each minute', () => {
  const schedules = all('AWS::Events::Rule').map(([, { Properties }]) => Properties);
  expect(schedules).toMatchObject([{ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' }]);
});
