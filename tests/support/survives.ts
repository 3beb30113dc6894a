import { once } from 'node:events';
import { expect } from 'vitest';
import { spawnOwned } from '#lib/local/owned-process.ts';

interface Dying {
  readonly event: object;
  /** It is killed when its n-th write has been answered; 0 lets it live. */
  readonly nth: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Whether a function came to its end; otherwise it was killed after its n-th write. */
export async function survives(file: string, { event, nth, env }: Dying): Promise<boolean> {
  const child = spawnOwned(
    process.execPath,
    ['tests/support/dying-function.ts', file, JSON.stringify(event), String(nth)],
    {
      stdout: 'ignore',
      stderr: 'inherit',
      env: {
        PATH: process.env.PATH,
        ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
        ...env,
      },
    },
  );
  const [code, signal] = await once(child, 'exit');
  expect([code, signal]).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [0, null]);
  return signal === null;
}
