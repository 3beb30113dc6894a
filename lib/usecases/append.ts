import { Failure, type Issue } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Receipt, RequestIdentity } from '#lib/domain/receipt.ts';
import { eventOf, type Happening } from '#lib/events/envelope.ts';
import { numbered } from './numbered.ts';
import type { Backoff, Clock, Commit, Desk, Entry, Ids, Log } from './ports.ts';
import { Repetition } from './repetition.ts';

export interface AppendDeps {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly backoff: Backoff;
  /** Where Bulletin itself is reached, without a slash at the end. */
  readonly publicUrl: string;
}

/** A change to write, with what happened by it. */
export interface Writing {
  readonly change: Entry['change'];
  readonly happening: Happening;
  /** What was taken out of the content, in words. */
  readonly warnings?: readonly string[];
}

/** What comes of it, and all that must be written for that: nothing, when everything is as it should be. */
export interface Decision<After> {
  readonly after: After;
  readonly writings: readonly Writing[];
}

export interface Appending<After> {
  readonly publication: PublicationId;
  readonly wanted?: Parameters<Log['desk']>[1];
  /** Pure: asked again when another writer was first. */
  readonly decide: (desk: Desk) => Decision<After>;
  /** What to write when the slugs of some writings are other articles', or those that cannot make way: none, when left out. */
  readonly otherSlugs?: ((after: After, at: readonly number[]) => Decision<After> | readonly number[]) | undefined;
  /** Where in the request a writing's fields are; a JSON Pointer. */
  readonly pointerOf?: ((index: number) => string) | undefined;
  readonly request?: RequestIdentity | undefined;
}

const ATTEMPTS = 60;

/**
 * Decides on changes by what the desk holds and writes them with their events, in one transaction. A lost race on the
 * head is tried again at the next sequence; an article that changed meanwhile is read and decided on again.
 */
export async function append<After>(deps: AppendDeps, appending: Appending<After>): Promise<After> {
  const { publication, wanted, decide } = appending;
  let { otherSlugs } = appending;
  let desk = await deps.log.desk(publication, wanted);
  let decision = decide(desk);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (decision.writings.length === 0) return decision.after;
    const result = await deps.log.commit(commitOf(decision.writings, { ...deps, ...appending, head: desk.head }));
    switch (result.outcome) {
      case 'committed':
        return decision.after;
      case 'raced':
        await deps.backoff.wait(attempt);
        desk = { ...desk, head: result.head };
        break;
      case 'stale':
        desk = await deps.log.desk(publication, wanted);
        decision = decide(desk);
        break;
      case 'slug-taken':
        decision = withOtherSlugs(decision, { ...appending, at: result.at, otherSlugs });
        otherSlugs = undefined;
        break;
      case 'external-id-taken':
        return refuseExternalIds(decision, { ...result, ...appending });
      case 'repeated':
        throw new Repetition(result.receipt);
    }
  }
  throw new Failure('publication.busy', `'${publication}' takes more changes than it can order at the moment`, {
    extra: { retryAfter: 1 },
  });
}

type Place = AppendDeps & Pick<Appending<unknown>, 'publication' | 'request'> & { readonly head: number };

function commitOf(writings: readonly Writing[], at: Place): Commit {
  const { publication, head, request, publicUrl } = at;
  const now = at.clock.now();
  const entries = writings.map((writing, index) => {
    const sequence = head + 1 + index;
    const { change, happening } = numbered(writing, sequence);
    return { change, event: eventOf(happening, { id: at.ids.next(), sequence, time: now, publicUrl }) };
  });
  const warnings = writings.map((writing) => writing.warnings ?? []);
  const outcome = { publication, first: head + 1, count: writings.length, warnings };
  const receipt: Receipt | undefined = request && { ...request, keptAt: now, outcome };
  return { publication, head, entries, receipt };
}

interface Taken extends Pick<Appending<unknown>, 'pointerOf'> {
  readonly at: readonly number[];
}

function withOtherSlugs<After>(
  decision: Decision<After>,
  { at, otherSlugs, pointerOf }: Taken & Pick<Appending<After>, 'otherSlugs'>,
): Decision<After> {
  const other = otherSlugs?.(decision.after, at) ?? at;
  return 'writings' in other ? other : refuseSlugs(decision, { at: other, pointerOf });
}

function refuseSlugs({ writings }: Decision<unknown>, taken: Taken): never {
  const issues = issuesAt(writings, { ...taken, field: 'slug' });
  const slugs = issues.map(({ given }) => `'${given}'`).join(', ');
  throw new Failure('article.slug-taken', `the slug ${slugs} is another article's`, { issues });
}

function refuseExternalIds({ writings }: Decision<unknown>, taken: Taken): never {
  const issues = issuesAt(writings, { ...taken, field: 'externalId' });
  const ids = issues.map(({ given }) => `'${given}'`).join(', ');
  throw new Failure('article.external-id-taken', `the external id ${ids} is another article's`, { issues });
}

function issuesAt(
  writings: readonly Writing[],
  { at, pointerOf = () => '', field }: Taken & { field: 'slug' | 'externalId' },
): Issue[] {
  return at.map((index) => {
    const change = writings[index]?.change;
    const given = change?.kind === 'article' ? change.after[field] : undefined;
    const expected = `one that no other article of the publication ${field === 'slug' ? 'has had' : 'has'}`;
    return { pointer: `${pointerOf(index)}/${field}`, given, expected };
  });
}
