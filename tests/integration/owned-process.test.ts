import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { spawnOwned } from '#lib/local/owned-process.ts';

const answers = (port: string) =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'a process, and what it has started, end with the parent that gets %s',
  async (signal) => {
    const parent = spawnOwned(process.execPath, ['tests/support/dying-parent.ts', '2'], {
      stdout: 'pipe',
      stderr: 'inherit',
    });
    const ports: string[] = [];
    createInterface(parent.stdout).on('line', (port) => ports.push(port));
    await expect.poll(() => ports).toHaveLength(3);
    for (const port of ports) expect(await answers(port), port).toBe(true);
    parent.kill(signal);
    for (const port of ports) await expect.poll(() => answers(port), { message: port }).toBe(false);
  },
);

it('a process that ends by itself says so as any other', async () => {
  const child = spawnOwned(process.execPath, ['-e', 'process.exit(Number(process.env.CODE))'], {
    stdout: 'ignore',
    stderr: 'inherit',
    env: { CODE: '7' },
  });
  expect(await once(child, 'exit')).toEqual([7, null]);
});
