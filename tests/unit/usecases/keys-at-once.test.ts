import { describe, expect, it } from 'vitest';
import { Failure } from '#lib/domain/failure.ts';
import { KeyDraft } from '#lib/domain/key.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { authenticate } from '#lib/usecases/authenticate.ts';
import { createKey, type NewKey } from '#lib/usecases/create-key.ts';
import { grantKey } from '#lib/usecases/grant-key.ts';
import { revokeKey } from '#lib/usecases/revoke-key.ts';
import { rotateKey } from '#lib/usecases/rotate-key.ts';
import { precededAt } from '../../support/at-once.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { afterNoon, countingIds, fixedClock } from '../../support/system.ts';

const publication = PublicationId.parse('harbour-post');
const draft = KeyDraft.parse({ name: 'cms', scopes: ['articles:write', 'keys:manage'] });

/** A publication with two keys, each of which may make, rotate and revoke keys: somebody's, and their manager's. */
async function someKeys() {
  const { keys } = memoryKeys();
  const deps = { keys, ids: countingIds(), clock: fixedClock(), keyMode: 'test' as const };
  const [theirs, managers] = [
    await createKey({ ...draft, publication }, deps),
    await createKey({ ...draft, publication }, deps),
  ];
  const opensAfter = async ({ text }: NewKey, ms: number) =>
    'key' in (await authenticate(`Bearer ${text}`, { keys, clock: fixedClock(afterNoon(ms)) }));
  return { deps, theirs, managers, opensAfter };
}

type Scene = Awaited<ReturnType<typeof someKeys>>;
type Deps = Scene['deps'];
type Whose = 'theirs' | 'managers';

interface Operation {
  /** The key that makes the request. */
  readonly by?: Whose;
  /** The key that opens nothing any more once it was answered. */
  readonly ends?: Whose;
  /** The key that it replaces. */
  readonly of?: Whose;
  readonly request: (scene: Scene, deps: Deps) => Promise<NewKey | undefined>;
}

const grant = (by: Whose): Operation => ({
  by,
  request: (scene, deps) => grantKey({ draft, publication, by: scene[by].key.id }, deps),
});
const rotate = (of: Whose, by: Whose, overlapHours: number): Operation => ({
  ...{ by, of, ...(overlapHours === 0 && { ends: of }) },
  request: (scene, deps) => rotateKey({ publication, id: scene[of].key.id, by: scene[by].key.id, overlapHours }, deps),
});
const revoke = (of: Whose): Operation => ({
  ends: of,
  request: async (scene, deps) => {
    await revokeKey({ publication, id: scene[of].key.id }, deps);
    return undefined;
  },
});

const OPERATIONS: Record<string, Operation> = {
  'a key made with theirs': grant('theirs'),
  'a key made with the manager’s': grant('managers'),
  'a rotation of theirs with itself': rotate('theirs', 'theirs', 24),
  'a rotation of theirs with itself, at once': rotate('theirs', 'theirs', 0),
  'a rotation of theirs with the manager’s': rotate('theirs', 'managers', 24),
  'a rotation of theirs with the manager’s, at once': rotate('theirs', 'managers', 0),
  'a rotation of the manager’s with itself, at once': rotate('managers', 'managers', 0),
  'a revocation of theirs': revoke('theirs'),
  'a revocation of the manager’s': revoke('managers'),
};

type Answer = { readonly made: NewKey | undefined } | { readonly refused: string };

async function answerTo({ request }: Operation, { scene, deps }: { scene: Scene; deps: Deps }): Promise<Answer> {
  try {
    return { made: await request(scene, deps) };
  } catch (error) {
    if (error instanceof Failure) return { refused: error.code };
    throw error;
  }
}

const names = Object.keys(OPERATIONS);

describe.each(names)('at any step of %s', (name) => {
  it.each(names)('%s', async (otherName) => {
    const [one, other] = [OPERATIONS[name], OPERATIONS[otherName]];
    if (!one || !other) throw new Error('there is no such operation');
    for (let nth = 1, isThrough = false; !isThrough; nth += 1) {
      const scene = await someKeys();
      const { deps, opensAfter } = scene;
      let second: Answer = { refused: 'nothing was asked' };
      const act = async () => {
        second = await answerTo(other, { scene, deps });
      };
      const { ports, reached } = precededAt({ keys: deps.keys }, { nth, act });
      const first = await answerTo(one, { scene, deps: { ...deps, ...ports } });
      isThrough = !reached();
      const answered = [
        [one, first],
        [other, second],
      ] as const;
      for (const [{ ends }, answer] of answered)
        if (ends && 'made' in answer) expect(await opensAfter(scene[ends], 1)).toBe(false);
      for (const [, answer] of answered)
        if ('made' in answer && answer.made) expect(await opensAfter(answer.made, 1)).toBe(true);
      // Whoever was shut out when the other was answered makes no key, and has none made in the place of theirs.
      const shutOut = 'made' in second ? other.ends : undefined;
      if (shutOut && (one.by === shutOut || one.of === shutOut))
        expect(first).toEqual({ refused: expect.stringMatching(/^key\.(?:refused|ended)$/) });
    }
  });
});
