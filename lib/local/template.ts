import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of a CloudFormation template the local cloud reads. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
}

export type Properties = Readonly<Record<string, unknown>>;

/** The one stack of a synthesized app, and the folder of its assets. */
export function readTemplate(folder: string): { template: Template; assets: string } {
  const manifest: { artifacts: Record<string, { type: string; properties?: { templateFile?: string } }> } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  );
  const stacks = Object.values(manifest.artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
  const file = stacks[0]?.properties?.templateFile;
  if (stacks.length !== 1 || !file)
    throw new Error(`one stack is expected in '${folder}', and there are ${stacks.length}`);
  return { template: JSON.parse(readFileSync(join(folder, file), 'utf8')), assets: folder };
}
