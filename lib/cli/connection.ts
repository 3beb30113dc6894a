import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Complaint } from './complaint.ts';

/** Where Bulletin is, who asks, and for which publication. */
export interface Connection {
  readonly url: string;
  readonly key: string;
  readonly publication: string;
}

export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
  readonly publication?: string;
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The folder that a local start keeps its state in. */
  readonly state: string;
}

const Addresses = z.object({ url: z.string() });
const Keys = z.object({ operator: z.string(), publisher: z.string().optional() });
const DEMONSTRATION = 'bulletin-news';

/** What the options say, else the environment, else a local start. */
export function connectionFrom(options: ConnectionOptions, { env, state }: Surroundings): Connection {
  const local = readJson(join(state, 'addresses.json'), Addresses);
  const keys = readJson(join(state, 'keys.json'), Keys);
  const url = (options.url ?? env.BULLETIN_URL ?? local?.url)?.replace(/(?:\/v1)?\/*$/, '');
  if (!url) throw missing('no address', 'url', 'run "npm start" first, in another terminal');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Complaint(`'${url}' is no http or https address`, { exitCode: 2 });
  // The local keys are for the local instance: no other is shown them.
  const own = local?.url === url ? keys : undefined;
  const key = options.key ?? env.BULLETIN_KEY ?? own?.operator;
  if (!key) throw missing('no key', 'key', 'the API takes nothing without one');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new Complaint('the key has characters that no key has', { exitCode: 2 });
  const publication = options.publication ?? env.BULLETIN_PUBLICATION ?? (own?.publisher && DEMONSTRATION);
  if (!publication) throw missing('no publication', 'publication', 'its id, such as bulletin-news');
  return { url, key, publication };
}

const missing = (what: string, option: string, hint: string) =>
  new Complaint(`${what}: say it with --${option} or BULLETIN_${option.toUpperCase()} (${hint})`, { exitCode: 2 });

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
