import { App, CfnResource, Stack } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const { findings = [] } = synthesize({ rules: (app) => [new AwsSolutionsChecks(app)] });

it('keeps the rules of CloudFormation and of AWS Solutions', () => {
  expect(findings.flatMap(({ violations }) => violations)).toEqual([]);
});

it('explains each finding that is accepted, and accepts no others', () => {
  const accepted = findings.flatMap(({ suppressedViolations }) => suppressedViolations);
  expect(new Set(accepted.map(({ ruleName }) => ruleName))).toEqual(
    new Set(['AwsSolutions-APIG4', 'AwsSolutions-SQS3']),
  );
  for (const { reason } of accepted) expect(reason.split(' ').length).toBeGreaterThan(8);
});

it('refuses, while synthesizing, what CloudFormation would refuse', () => {
  const app = new App({ context: featureFlags });
  new CfnResource(new Stack(app, 'Faulty'), 'Queue', { type: 'AWS::SQS::Queue', properties: { Colour: 'red' } });
  expect(() => app.synth()).toThrow("'Colour' was unexpected");
});
