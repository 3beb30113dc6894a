import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Synthesis {
  /** The CDK app, as Node starts it. */
  readonly app: string;
  /** Patterns of all the files that the template and the bundles are made of. */
  readonly sources: readonly string[];
  /** The folder under which the results are kept. */
  readonly into: string;
  /** What the app is told besides, as the CDK's own command line does with `-c`. */
  readonly context: Readonly<Record<string, string>>;
}

/** The folder of the synthesized app: of the last time, when nothing that it is made of has changed since. */
export function synthesize({ app, sources, into, context }: Synthesis): string {
  const CDK_CONTEXT_JSON = JSON.stringify(context);
  const folder = join(into, `cloud-${fingerprint(sources, CDK_CONTEXT_JSON)}`);
  if (existsSync(join(folder, 'manifest.json'))) return folder;
  // Into a folder of its own first: two that start at once must not write into one another's.
  const fresh = mkdtempSync(join(into, 'cloud-new-'));
  const env = { ...process.env, CDK_OUTDIR: fresh, CDK_VALIDATION: 'false', CDK_CONTEXT_JSON };
  execFileSync(process.execPath, [app], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  forget(into);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // The other one was first, with the same sources.
    if (!existsSync(join(folder, 'manifest.json'))) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

function fingerprint(sources: readonly string[], context: string): string {
  const hash = createHash('sha256').update(process.version).update(context);
  for (const file of globSync(sources).sort()) {
    if (statSync(file).isFile()) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

const KEPT_MS = 24 * 60 * 60 * 1000;

/** Removes what was synthesized days ago: a runner that still reads its folder started it since. */
function forget(into: string): void {
  for (const name of globSync('cloud-*', { cwd: into })) {
    const folder = join(into, name);
    if (Date.now() - statSync(folder).mtimeMs > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}
