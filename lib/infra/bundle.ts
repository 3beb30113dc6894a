import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { packDocs } from './docs-page.ts';
import { packAssets } from './page-assets.ts';

/** The entry point of a function within its bundle, in Lambda's notation. */
export const HANDLER = 'index.handler';

/** The SDK looks here when the environment holds no credentials. Lambda always puts them there. */
export const UNREACHABLE_ON_LAMBDA = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/credential-provider-http',
  '@smithy/credential-provider-imds',
];

/**
 * What is loaded and never used, and what stands in for it: the XML parser of a library that only writes XML for us, and
 * the names that HTML has for two thousand characters, in a writer of Markdown, which reads them in link references only:
 * it is given none.
 */
const STAND_INS: readonly { readonly module: RegExp; readonly contents: string }[] = [
  { module: /node_modules\/sax\/lib\/sax\.js$/, contents: 'module.exports = {};' },
  { module: /node_modules\/character-entities\/index\.js$/, contents: 'export const characterEntities = {};' },
];

const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onLoad }) {
    for (const { module, contents } of STAND_INS) onLoad({ filter: module }, () => ({ contents }));
  },
};

export interface Bundling {
  /** The folder of the functions' sources. @default functions */
  readonly sources?: string;
  /** The folder of the bundles. One build writes into it; nobody else may at the same time. */
  readonly into: string;
}

/** What some roles serve besides what they compute: the folder beside their code, and what fills it. */
const PACKED: readonly { readonly role: string; readonly folder: string; readonly pack: (into: string) => void }[] = [
  { role: 'http/docs', folder: 'docs', pack: packDocs },
  { role: 'http/pages', folder: 'assets', pack: packAssets },
];

/** The folder that is deployed as the function of a role. */
export const bundleOf = (role: string, { into }: Pick<Bundling, 'into'>): string => join(into, role);

/** Every role: one file under `functions/` is one deployed function. */
export const roles = ({ sources = 'functions' }: Pick<Bundling, 'sources'> = {}): string[] =>
  globSync('**/*.ts', { cwd: sources })
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();

/**
 * Bundles every function into a folder of its own, so that what is deployed of a function changes with its own code
 * only. Why CommonJS, and why `module` before `main`: docs/adr/bundles.md.
 */
export async function bundleFunctions({ sources = 'functions', into }: Bundling): Promise<Metafile> {
  const { metafile, warnings } = await build({
    entryPoints: roles({ sources }).map((role) => ({ in: join(sources, `${role}.ts`), out: `${role}/index` })),
    outdir: into,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: UNREACHABLE_ON_LAMBDA,
    plugins: [standIns],
    metafile: true,
    logLevel: 'error',
  });
  if (warnings.length > 0) throw new Error(`esbuild warns: ${warnings.map(({ text }) => text).join('; ')}`);
  for (const { role, folder, pack } of PACKED) if (roles({ sources }).includes(role)) pack(join(into, role, folder));
  return metafile;
}
