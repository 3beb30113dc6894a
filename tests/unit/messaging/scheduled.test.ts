import { expect, it } from 'vitest';
import { scheduled } from '#lib/messaging/scheduled.ts';

const well = async () => ({ failed: [] });
const failingAt = (publication: string) => async () => ({
  failed: [{ publication, reason: new Error('it does not work out') }],
});
const broken = async () => {
  throw new Error('it does not even begin');
};

it('comes to an end when all of its work is done', async () => {
  await expect(scheduled({ one: well, other: well })()).resolves.toBeUndefined();
});

it.each([
  ['one publication fails', failingAt('post-a')],
  ['a work fails as a whole', broken],
])('fails when %s, so that it shows, after all other work is done', async (_, work) => {
  const done: string[] = [];
  const after = async () => {
    done.push('other');
    return { failed: [] };
  };
  await expect(scheduled({ one: work, other: after })()).rejects.toThrow('1 failure');
  expect(done).toEqual(['other']);
});

it('counts what failed in all of its work', async () => {
  await expect(scheduled({ one: failingAt('post-a'), other: failingAt('post-b'), more: broken })()).rejects.toThrow(
    '3',
  );
});
