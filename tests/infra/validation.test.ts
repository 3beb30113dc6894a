import { App, CfnResource, Stack } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const rules = (app: IConstruct) => [new AwsSolutionsChecks(app)];
const { findings = [] } = synthesize({ rules });
const ACCEPTED = ['AwsSolutions-APIG4', 'AwsSolutions-SQS3', 'AwsSolutions-CFR1', 'AwsSolutions-CFR3'];

it('keeps the rules of CloudFormation and of AWS Solutions', () => {
  expect(findings.flatMap(({ violations }) => violations)).toEqual([]);
});

it('explains each finding that is accepted, and accepts no others', () => {
  const accepted = findings.flatMap(({ suppressedViolations }) => suppressedViolations);
  expect(new Set(accepted.map(({ ruleName }) => ruleName))).toEqual(
    new Set([...ACCEPTED, 'AwsSolutions-CFR2', 'AwsSolutions-CFR4']),
  );
  for (const { reason } of accepted) expect(reason.split(' ').length).toBeGreaterThan(8);
});

it('accepts less of an edge that has a domain and a web ACL', () => {
  const context = {
    domainName: 'news.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000',
    webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/news/0a1b2c3d-0000-4000-8000-000000000000',
  };
  const reports = synthesize({ rules, context }).findings ?? [];
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  const accepted = reports.flatMap(({ suppressedViolations }) => suppressedViolations);
  expect(new Set(accepted.map(({ ruleName }) => ruleName))).toEqual(new Set(ACCEPTED));
});

it('refuses, while synthesizing, what CloudFormation would refuse', () => {
  const app = new App({ context: featureFlags });
  new CfnResource(new Stack(app, 'Faulty'), 'Queue', { type: 'AWS::SQS::Queue', properties: { Colour: 'red' } });
  expect(() => app.synth()).toThrow("'Colour' was unexpected");
});
