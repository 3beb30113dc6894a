import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import { settingsFrom } from '#lib/infra/settings.ts';
import { BulletinStack } from '#lib/infra/stack.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;

const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});
export type Template = z.infer<typeof Template>;

const Report = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(z.unknown()),
      suppressedViolations: z.array(z.object({ ruleName: z.string(), reason: z.string() })),
    }),
  ),
});

export interface Synthesis {
  readonly context?: Readonly<Record<string, string>>;
  /** Rules to check besides the library's own, which are checked only then: they take their time. */
  readonly rules?: (app: IConstruct) => IPolicyValidationPlugin[];
}

/** The stack's template as `cdk deploy` would send it, but for the code of its functions, which is not bundled. */
export function synthesize({ context = {}, rules }: Synthesis = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'bulletin-infra-'));
  const app = new App({
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: rules !== undefined,
    context: { ...featureFlags, ...context },
  });
  new BulletinStack(app, {
    settings: settingsFrom(app.node),
    codeOf: (role) => Code.fromInline(`exports.handler = async () => '${role}'`),
    handler: 'index.handler',
  });
  if (rules) Validations.of(app).addPlugins(...rules(app));
  app.synth();
  const read = (name: string): unknown => JSON.parse(readFileSync(join(outdir, name), 'utf8'));
  const template = Template.parse(read('Bulletin.template.json'));
  const findings = rules && Report.parse(read('validation-report.json')).pluginReports;
  rmSync(outdir, { recursive: true });
  return { template, findings };
}

export const ofType = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** The resource that a property refers to by its ARN. */
export function referredTo(arn: unknown): string {
  const { 'Fn::GetAtt': found, Ref } = z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]).optional(), Ref: z.string().optional() })
    .parse(arn);
  return found?.[0] ?? Ref ?? '';
}
