import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { spawnOwned } from '#lib/local/owned-process.ts';
import type { Addresses } from '../support/bulletin.ts';

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

it('npm start prints one line of JSON, and ends with all that it started when npm is told to', async () => {
  const npm = spawnOwned('npm', ['start', '--silent', '--', '--memory', '--port', '0', '--json'], {
    stdout: 'pipe',
    stderr: 'ignore',
  });
  const lines: string[] = [];
  const output = createInterface(npm.stdout).on('line', (line) => lines.push(line));
  await once(output, 'line');
  const { url, operatorKey, topicArn, endpoints }: Addresses = JSON.parse(lines[0] ?? '');
  expect([operatorKey, topicArn]).toEqual([expect.stringMatching(/^blt_/), expect.stringMatching(/^arn:/)]);
  for (const address of [url, ...Object.values(endpoints)]) expect(await answers(address), address).toBe(true);

  npm.kill('SIGTERM');
  await once(npm, 'exit');
  for (const address of [url, ...Object.values(endpoints)]) {
    await expect.poll(() => answers(address), { message: address }).toBe(false);
  }
  expect(lines).toHaveLength(1);
});
