import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const SOURCES = 'functions';
const BUNDLES = '.build/functions';

/** The entry point of a function within its bundle, in Lambda's notation. */
export const HANDLER = 'index.handler';

/** The SDK looks here when the environment holds no credentials. Lambda always puts them there. */
const UNREACHABLE_ON_LAMBDA = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
];

/** The folder that becomes the asset of `functions/<role>.ts`. */
export const bundleOf = (role: string): string => join(BUNDLES, role);

/** Every role: one file under `functions/` is one deployed function. */
export const roles = (): string[] =>
  globSync('**/*.ts', { cwd: SOURCES })
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();

/**
 * Bundles every function into a folder of its own, so that a function's asset changes with its own code only. Why
 * CommonJS, and why `module` before `main`: docs/adr/0002-bundles.md.
 */
export async function bundleFunctions(): Promise<Metafile> {
  rmSync(BUNDLES, { recursive: true, force: true });
  const { metafile, warnings } = await build({
    entryPoints: roles().map((role) => ({ in: join(SOURCES, `${role}.ts`), out: `${role}/index` })),
    outdir: BUNDLES,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: UNREACHABLE_ON_LAMBDA,
    metafile: true,
    logLevel: 'error',
  });
  if (warnings.length > 0) throw new Error(`esbuild warns of ${warnings.map(({ text }) => text).join('; ')}`);
  writeFileSync('.build/metafile.json', JSON.stringify(metafile));
  return metafile;
}
