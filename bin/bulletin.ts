import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import context from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { bundleFunctions, bundleOf, HANDLER } from '#lib/infra/bundle.ts';
import { settingsFrom } from '#lib/infra/settings.ts';
import { BulletinStack } from '#lib/infra/stack.ts';

await bundleFunctions();

// The context is here, not in cdk.json, so that the app is the same with and without the CLI.
const app = new App({ analyticsReporting: false, context });
new BulletinStack(app, {
  settings: settingsFrom(app.node),
  codeOf: (role) => Code.fromAsset(bundleOf(role)),
  handler: HANDLER,
});
app.synth();
