import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PublicationId } from '#lib/domain/publication.ts';
import { bundleFunctions, bundleOf } from '#lib/infra/bundle.ts';
import { ANewsdesk } from '../tests/support/a-newsdesk.ts';
import { ATable } from '../tests/support/a-table.ts';
import { localEnv } from '../tests/support/local-env.ts';
import { storesOf } from '../tests/support/stores.ts';
import { atMost, type Line, median, noted } from './measure.ts';
import { share, submission } from './prose.ts';

/** A first answer of a version, in milliseconds. */
export interface Rendering {
  readonly all: number;
  /** Until the last answer of the table. */
  readonly reads: number;
  readonly compression: number;
  readonly bytes: number;
  readonly identity: number;
}

const CGROUP = '/sys/fs/cgroup/cpu';
/** Lambda shares a core in turns of 20 milliseconds. */
const PERIOD_US = 20_000;

/** The first 200 of a version of a feed of 50 articles, in the function as it is bundled, at one core and at half of one. */
export async function rendering({ samples, processes }: { samples: number; processes: number }): Promise<Line[]> {
  const into = mkdtempSync(join(tmpdir(), 'bulletin-bundles-'));
  await bundleFunctions({ into });
  await using table = await ATable.create();
  const handler = resolve(bundleOf('http/feeds', { into }), 'index.cjs');
  const at = { handler, table, publication: await aFeed(table) };
  const whole = await times(at, { samples, processes, core: 1 });
  const half = existsSync(CGROUP) ? await times(at, { samples, processes, core: 0.5 }) : undefined;
  return [
    ...told('first 200 of a version, one core (cgroup)', { ...whole, bound: 30 }),
    ...(half ? told('first 200 of a version, half a core (cgroup)', { ...half, bound: 90 }) : []),
  ];
}

interface At {
  /** The bundle of the function that serves feeds. */
  readonly handler: string;
  readonly table: ATable;
  readonly publication: PublicationId;
}

async function aFeed(table: ATable): Promise<PublicationId> {
  const desk = await ANewsdesk.at(table, { id: 'bench' });
  for (let n = 0; n < 50; n += 1) {
    const { title, ...over } = submission(n);
    await desk.publish(title, over);
  }
  await desk.refresh();
  return desk.publication.id;
}

interface Times {
  readonly warm: readonly Rendering[];
  readonly first: readonly Rendering[];
}

function told(what: string, { warm, first, bound }: Times & { bound: number }): Line[] {
  const of = (all: readonly Rendering[], part: (one: Rendering) => number) => median(all.map(part));
  const [bytes, identity] = [of(warm, (one) => one.bytes), of(warm, (one) => one.identity)];
  return [
    atMost(`${what}, p50`, {
      ...{ value: of(warm, ({ all }) => all), bound, unit: 'ms' },
      over: `${Math.round(identity / 1000)} kB of RSS, br ${share(bytes, identity)}`,
    }),
    noted('… reads', { value: of(warm, ({ reads }) => reads), unit: 'ms' }),
    noted('… rendering', { value: of(warm, ({ all, reads, compression }) => all - reads - compression), unit: 'ms' }),
    noted('… compression', { value: of(warm, ({ compression }) => compression), unit: 'ms' }),
    noted('… the first one of a process', { value: of(first, ({ all }) => all), unit: 'ms' }),
  ];
}

async function times(
  at: At,
  { samples, processes, core }: { samples: number; processes: number; core: number },
): Promise<Times> {
  const [warm, first]: Rendering[][] = [[], []];
  for (let n = 0; n < processes; n += 1) {
    const lambda = start(at);
    using _limit = limited(lambda.pid ?? 0, core);
    const ended = once(lambda, 'exit');
    for (let sample = 0; sample < samples; sample += 1) {
      await bumpHead(at);
      lambda.send('render');
      const one = await Promise.race([once(lambda, 'message'), ended]).then(([told]) => told);
      if (typeof one !== 'object') throw new Error(`the function ended with ${one}`);
      (sample === 0 ? first : warm)?.push(one as Rendering);
    }
    lambda.kill();
    await ended;
  }
  return { warm: warm ?? [], first: first ?? [] };
}

function start({ handler, table, publication }: At): ChildProcess {
  const env = {
    ...{ PATH: process.env.PATH, ...localEnv(table.endpoint), TABLE_NAME: table.table },
    ...{ PUBLIC_URL: 'https://news.example', OUTBOUND: 'loopback', KEY_MODE: 'test' },
  };
  return fork(new URL('./render-bundle.ts', import.meta.url), [handler, publication], { env });
}

/** Another version of the publication's feed, as an article would make it. */
async function bumpHead({ table, publication }: At): Promise<void> {
  const { heads } = storesOf(table);
  const feed = { kind: 'publication' } as const;
  const state = await heads.state(publication, [feed], { consistent: true });
  const before = state.heads.get('publication');
  if (!before) throw new Error('the feed has no head');
  await heads.write(publication, { before, after: { ...before, rev: before.rev + 1 } });
}

/** Holds a process to a share of one core, by a control group of its own. */
function limited(pid: number, core: number): Disposable {
  if (!existsSync(CGROUP)) return { [Symbol.dispose]: () => undefined };
  const group = join(CGROUP, `bulletin-bench-${pid}`);
  mkdirSync(group);
  writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US));
  writeFileSync(join(group, 'cpu.cfs_quota_us'), String(PERIOD_US * core));
  writeFileSync(join(group, 'cgroup.procs'), String(pid));
  return { [Symbol.dispose]: () => rmdirSync(group) };
}
