import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import context from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { bundleFunctions, bundleOf, HANDLER } from '#lib/infra/bundle.ts';
import { settingsFrom } from '#lib/infra/settings.ts';
import { BulletinStack } from '#lib/infra/stack.ts';

// A folder of its own: another build at the same time would be half written into this one's assets.
const into = mkdtempSync(join(tmpdir(), 'bulletin-functions-'));
// What is deployed are copies of it.
process.on('exit', () => rmSync(into, { recursive: true }));
await bundleFunctions({ into });

// The context is here, not in cdk.json, so that the app is the same with and without the CLI.
const app = new App({ analyticsReporting: false, context });
new BulletinStack(app, {
  settings: settingsFrom(app.node),
  codeOf: (role) => Code.fromAsset(bundleOf(role, { into })),
  handler: HANDLER,
});
app.synth();
