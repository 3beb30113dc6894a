import { Command, Option } from 'commander';
import type * as z from 'zod';
import { type KeyDraft, Scope } from '#lib/domain/key.ts';
import { momentOf } from '#lib/import/moment.ts';
import { Complaint } from './complaint.ts';
import { sessionOf } from './session.ts';
import { table } from './table.ts';

const KEYS = '/v1/publications/{publication}/keys';
const KEY = '/v1/publications/{publication}/keys/{key}';
const ROTATIONS = '/v1/publications/{publication}/keys/{key}/rotations';

const SCOPES = Scope.options.filter((scope) => scope !== 'publications:manage');

interface Options {
  readonly json?: true;
}

interface Draft extends Options {
  readonly scope: z.input<typeof KeyDraft>['scopes'];
  readonly expires?: string;
}

interface Made {
  readonly id: string;
  readonly key: string;
}

export const keys = () =>
  new Command('keys')
    .description('The keys of a publication.')
    .addCommand(list())
    .addCommand(create())
    .addCommand(revoke())
    .addCommand(rotate());

const list = () =>
  new Command('list')
    .description('Lists them, without their secrets.')
    .option('--json', 'print them as JSON')
    .action(async ({ json }: Options, command: Command) => {
      const { client, publication } = sessionOf(command);
      const { keys } = (await client.GET(KEYS, { params: { path: { publication } } })).data;
      const rows = keys.map((key) => [key.id, key.name, key.scopes.join(' '), key.lastUsedAt ?? 'never', stateOf(key)]);
      console.log(json ? JSON.stringify(keys) : table([['ID', 'NAME', 'SCOPES', 'LAST USED', 'STATE'], ...rows]));
    });

const create = () =>
  new Command('create')
    .description('Makes one, and prints it: once, since only a hash of it is kept.')
    .argument('<name>', 'who or what it is for')
    .addOption(
      new Option('--scope <scope...>', 'what it opens').choices(SCOPES).default(['articles:read', 'articles:write']),
    )
    .option('--expires <time>', 'when it is no longer good')
    .option('--json', 'print it as JSON')
    .action(async (name: string, { scope: scopes, expires, json }: Draft, command: Command) => {
      const expiresAt = expires === undefined ? undefined : momentOf(expires);
      if (expires !== undefined && !expiresAt)
        throw new Complaint(`'${expires}' is no time such as 2027-01-01`, { exitCode: 2 });
      const { client, publication } = sessionOf(command);
      const body = { name, scopes, ...(expiresAt && { expiresAt }) };
      tellKey((await client.POST(KEYS, { params: { path: { publication } }, body })).data, { json });
    });

const revoke = () =>
  new Command('revoke')
    .description('Revokes one: a few seconds later it opens nothing any more.')
    .argument('<id>', 'of the key, as the list has it')
    .action(async (key: string, _: unknown, command: Command) => {
      const { client, publication } = sessionOf(command);
      await client.DELETE(KEY, { params: { path: { publication, key } } });
      console.error(`revoked ${key}`);
    });

const rotate = () =>
  new Command('rotate')
    .description('Makes another in the place of one, and prints it; both are good for a while.')
    .argument('<id>', 'of the key, as the list has it')
    .option('--overlap <hours>', 'for how long the old one stays good', '24')
    .option('--json', 'print it as JSON')
    .action(async (key: string, { overlap, json }: Options & { overlap: string }, command: Command) => {
      const overlapHours = Number(overlap);
      if (!(overlapHours >= 0)) throw new Complaint(`'${overlap}' is no number of hours`, { exitCode: 2 });
      const { client, publication } = sessionOf(command);
      const params = { path: { publication, key } };
      tellKey((await client.POST(ROTATIONS, { params, body: { overlapHours } })).data, { json });
    });

/** The key alone on standard output, so that a script can keep it. */
function tellKey(made: Made, { json }: { json: true | undefined }): void {
  if (!json) console.error(`Key ${made.id}. It is not shown again: keep it as you keep passwords.`);
  console.log(json ? JSON.stringify(made) : made.key);
}

function stateOf({ revokedAt, expiresAt }: { revokedAt?: string | undefined; expiresAt?: string | undefined }): string {
  if (revokedAt) return `revoked ${revokedAt}`;
  if (!expiresAt) return 'good';
  return `${expiresAt < new Date().toISOString() ? 'expired' : 'good until'} ${expiresAt}`;
}
