import { describe, expect, it } from 'vitest';
import { AuthorId } from '#lib/domain/author.ts';
import { changeEndpoint, changeOf, disableEndpoint, type Endpoint, rotateSecret } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const HOUR = 3_600_000;
const hours = (count: number): Instant => afterNoon(count * HOUR);

/** Rotated at each of these hours after noon, with an overlap of so many. */
const rotated = (...rotations: [at: number, overlap: number][]): Endpoint =>
  rotations.reduce(
    (endpoint, [at, overlap], index) =>
      rotateSecret(endpoint, { sealed: `secret ${index + 1}`, endsAt: hours(at + overlap), now: hours(at) }),
    anEndpoint({ secrets: [{ sealed: 'secret 0' }] }),
  );

describe('a secret that is rotated', () => {
  it('signs beside the new one until its overlap is over; the new one comes first and has no end', () => {
    expect(rotated([0, 24]).secrets).toEqual([{ sealed: 'secret 1' }, { sealed: 'secret 0', endsAt: hours(24) }]);
  });

  it('is not given more time by another rotation: one that leaked ends when it was to end', () => {
    expect(rotated([0, 2], [1, 24]).secrets).toEqual([
      { sealed: 'secret 2' },
      { sealed: 'secret 1', endsAt: hours(25) },
      { sealed: 'secret 0', endsAt: hours(2) },
    ]);
  });

  it('ends sooner when another rotation says so', () => {
    expect(rotated([0, 24], [1, 0]).secrets.map(({ endsAt }) => endsAt)).toEqual([undefined, hours(1), hours(1)]);
  });

  it('is forgotten at the first rotation after its end', () => {
    expect(rotated([0, 1], [1, 24]).secrets.map(({ sealed }) => sealed)).toEqual(['secret 2', 'secret 1']);
  });

  it('is one of three at most: the oldest go', () => {
    const { secrets } = rotated([0, 24], [1, 24], [2, 24], [3, 24]);
    expect(secrets.map(({ sealed }) => sealed)).toEqual(['secret 4', 'secret 3', 'secret 2']);
  });

  it('makes a revision, and changes nothing else', () => {
    const { secrets: _before, ...before } = anEndpoint();
    const { secrets: _after, ...after } = rotated([1, 24]);
    expect(after).toEqual({ ...before, revision: 2, modifiedAt: hours(1) });
  });
});

describe('a change of an endpoint', () => {
  const full = anEndpoint({
    ...{ description: 'Ours', types: ['bulletin.article.published.v1'], sections: ['Sea'], tags: ['Sky'] },
    authors: [AuthorId.parse('ada-example')],
  });

  it('from what it is makes the same endpoint, as another revision', () => {
    expect(changeEndpoint(full, changeOf(full), hours(1))).toEqual({ ...full, revision: 2, modifiedAt: hours(1) });
  });

  it('takes out the filters that are left out, and keeps the secrets', () => {
    const changed = changeEndpoint(full, { url: 'https://other.example/', status: 'enabled' }, NOON);
    expect(changed).toMatchObject({ url: 'https://other.example/', secrets: full.secrets, createdAt: full.createdAt });
    for (const field of ['description', 'types', 'sections', 'tags', 'authors'])
      expect(changed).not.toHaveProperty(field);
  });

  it('that disables it says that its owner did, and since when', () => {
    const change = { ...changeOf(full), status: 'disabled' as const };
    const disabled = changeEndpoint(full, change, hours(1));
    expect(disabled).toMatchObject({ status: 'disabled', disabledReason: 'owner', disabledAt: hours(1) });
    expect(changeEndpoint(disabled, change, hours(2))).toMatchObject({ disabledAt: hours(1) });
  });

  it('of one that failed for days leaves its reason and its time, until it is enabled again', () => {
    const failing = disableEndpoint(full, { reason: 'failing', now: hours(1) });
    expect(failing).toMatchObject({ status: 'disabled', disabledReason: 'failing', disabledAt: hours(1), revision: 2 });
    const changed = changeEndpoint(failing, { ...changeOf(failing), description: 'Another' }, hours(2));
    expect(changed).toMatchObject({ disabledReason: 'failing', disabledAt: hours(1) });
    const enabled = changeEndpoint(failing, { ...changeOf(failing), status: 'enabled' }, hours(3));
    for (const field of ['disabledReason', 'disabledAt']) expect(enabled).not.toHaveProperty(field);
  });

  it('keeps no word of where the endpoint is to go on', () => {
    expect(changeEndpoint(full, { ...changeOf(full), skipTo: 'head' }, NOON)).not.toHaveProperty('skipTo');
  });
});
