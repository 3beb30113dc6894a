import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { settingsFrom } from '#lib/infra/settings.ts';
import { ofType, synthesize, type Template } from './synthesize.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';

const settings = (context: Record<string, unknown>) => settingsFrom(new App({ context }).node);

describe('the settings of the stack', () => {
  it('have defaults that keep the articles', () => {
    expect(settings({})).toEqual({
      stackName: 'Bulletin',
      publicUrl: undefined,
      edge: { domain: undefined, webAclArn: undefined, priceClass: 'PriceClass_All' },
      logRetention: 30,
      removal: 'retain',
      tracing: false,
      keyMode: 'live',
      outbound: 'public',
      subscriberAccounts: [],
      subscriberOrganization: undefined,
    });
  });

  it('take a public URL without its slash', () => {
    expect(settings({ publicUrl: 'https://news.example.com/' }).publicUrl).toBe('https://news.example.com');
  });

  it.each([
    ['publicUrl', 'news.example.com'],
    ['publicUrl', 'https://example.com/news'],
    ['logRetention', '31'],
    ['removal', 'delete'],
    ['tracing', 'yes'],
    ['keyMode', 'demo'],
    ['outbound', 'any'],
    ['edge', 'maybe'],
    ['priceClass', '300'],
    ['domainName', 'https://news.example.com'],
    ['domainName', 'News.example.com'],
    ['certificateArn', 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b'],
    ['webAclArn', 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/news/0a1b'],
    ['subscriberAccounts', '123456789012,12345678901'],
    ['subscriberAccounts', '*'],
    ['subscriberOrganization', 'acme'],
  ])('refuse %s=%s by name', (name, value) => {
    expect(() => settings({ [name]: value })).toThrow(`${name} is '${value}'`);
  });

  it.each([{ domainName: 'news.example.com' }, { certificateArn: CERTIFICATE }])('refuse %j alone', (context) => {
    expect(() => settings(context)).toThrow('domainName and certificateArn belong together');
  });

  it('refuse two addresses for the feeds', () => {
    const own = { domainName: 'news.example.com', certificateArn: CERTIFICATE };
    expect(() => settings({ ...own, publicUrl: 'https://news.example.com', edge: 'true' })).toThrow('give one');
  });

  it.each(['domainName', 'certificateArn', 'webAclArn', 'priceClass'])('refuse %s when there is no edge', (name) => {
    expect(() => settings({ edge: 'false', [name]: 'any' })).toThrow('there is no edge to have it');
  });

  it('have no edge before a proxy of the owner’s, unless told to', () => {
    const publicUrl = 'https://news.example.com';
    expect(settings({ publicUrl }).edge).toBeUndefined();
    expect(settings({ publicUrl, edge: 'true' }).edge).toBeDefined();
  });
});

it('names table and topic after the stack, so that two can live in one account', () => {
  const { template } = synthesize({ context: { stackName: 'Gazette' } });
  expect(ofType(template, 'AWS::DynamoDB::GlobalTable')[0]?.[1].Properties.TableName).toBe('Gazette-Table');
  expect(ofType(template, 'AWS::SNS::Topic')[0]?.[1].Properties.TopicName).toBe('Gazette-Events');
});

it('traces every function when told to', () => {
  const { template } = synthesize({ context: { tracing: 'true' } });
  for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Function')) {
    expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
  }
});

/** All but the one that is told nothing. */
const told = (template: Template) =>
  ofType(template, 'AWS::Lambda::Function').filter(([name]) => !name.includes('Docs'));

it.each(['live', 'test'])('makes %s keys when told to', (keyMode) => {
  const { template } = synthesize({ context: { keyMode } });
  for (const [, { Properties }] of told(template)) {
    expect(Properties).toHaveProperty('Environment.Variables.KEY_MODE', keyMode);
  }
});

it('tells every function the public URL that was set', () => {
  const { template } = synthesize({ context: { publicUrl: 'https://news.example.com' } });
  for (const [, { Properties }] of told(template)) {
    expect(Properties).toHaveProperty('Environment.Variables.PUBLIC_URL', 'https://news.example.com');
  }
});

describe('the topic', () => {
  const allowed = (context: Record<string, string>) =>
    ofType(synthesize({ context }).template, 'AWS::SNS::TopicPolicy')
      .flatMap(([, { Properties }]) => Policy.parse(Properties.PolicyDocument).Statement)
      .filter(({ Effect }) => Effect === 'Allow');

  it('lets nobody from outside subscribe, unless told to', () => {
    expect(allowed({})).toEqual([]);
  });

  it('lets the accounts that are named subscribe, and do nothing else', () => {
    const [statement, ...others] = allowed({ subscriberAccounts: '111111111111, 222222222222' });
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ Action: 'sns:Subscribe', Sid: 'SubscriberAccounts' });
    const named = JSON.stringify(statement?.Principal).match(/\d{12}/g);
    expect(named).toEqual(['111111111111', '222222222222']);
  });

  it('lets the accounts of an organization subscribe, and nobody else', () => {
    expect(allowed({ subscriberOrganization: 'o-a1b2c3d4e5' })).toMatchObject([
      {
        Action: 'sns:Subscribe',
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ]);
  });
});

const Policy = z.object({
  Statement: z.array(
    z.object({
      ...{ Sid: z.string().optional(), Effect: z.string(), Action: z.unknown(), Principal: z.unknown() },
      Condition: z.unknown().optional(),
    }),
  ),
});
