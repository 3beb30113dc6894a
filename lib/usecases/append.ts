import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { eventOf, type Happening } from '#lib/events/envelope.ts';
import type { Backoff, Clock, Desk, Entry, Ids, Log } from './ports.ts';

export interface AppendDeps {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly backoff: Backoff;
  /** Where Bulletin itself is reached, without a slash at the end. */
  readonly publicUrl: string;
}

/** A change to write with its event, or what is kept as it is, with nothing to write. */
export type Decision<After> = Writing<After> | { readonly kept: After };

export interface Writing<After> {
  readonly change: Entry['change'] & { readonly after: After };
  readonly happening: Happening;
}

interface Appending<After> {
  readonly publication: PublicationId;
  readonly wanted?: Parameters<Log['desk']>[1];
  /** Pure: asked again when another writer was first. */
  readonly decide: (desk: Desk) => Decision<After>;
  /** What to write when the slug of the last decision is another article's; without it, that is refused. */
  readonly otherSlug?: ((after: After) => Writing<After>) | undefined;
}

const ATTEMPTS = 60;

/**
 * Decides a change on what the desk holds and writes it with its event, in one transaction. A lost race on the head
 * is tried again at the next sequence; an article that changed meanwhile is read and decided on again.
 */
export async function append<After>(deps: AppendDeps, appending: Appending<After>): Promise<After> {
  const { publication, wanted, decide } = appending;
  let { otherSlug } = appending;
  let desk = await deps.log.desk(publication, wanted);
  let decision = decide(desk);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if ('kept' in decision) return decision.kept;
    const result = await deps.log.commit(entryOf(decision, { ...deps, publication, head: desk.head }));
    switch (result.outcome) {
      case 'committed':
        return decision.change.after;
      case 'raced':
        await deps.backoff.wait(attempt);
        desk = { ...desk, head: result.head };
        break;
      case 'stale':
        desk = await deps.log.desk(publication, wanted);
        decision = decide(desk);
        break;
      case 'slug-taken':
        decision = otherSlug?.(decision.change.after) ?? refuseSlug(decision);
        otherSlug = undefined;
        break;
      case 'external-id-taken':
        return refuseExternalId(decision);
    }
  }
  throw new Failure('publication.busy', `'${publication}' takes more changes than it can order at the moment`, {
    extra: { retryAfter: 1 },
  });
}

function entryOf(
  { change, happening }: Writing<unknown>,
  at: AppendDeps & { publication: PublicationId; head: number },
): Entry {
  const place = { id: at.ids.next(), sequence: at.head + 1, time: at.clock.now(), publicUrl: at.publicUrl };
  return { publication: at.publication, head: at.head, change, event: eventOf(happening, place) };
}

function refuseSlug({ change }: Writing<unknown>): never {
  const slug = change.kind === 'article' ? change.after.slug : '';
  throw new Failure('article.slug-taken', `the slug '${slug}' is another article's`, {
    issues: [{ pointer: '/slug', given: slug, expected: 'a slug that no other article of the publication has had' }],
  });
}

function refuseExternalId({ change }: Writing<unknown>): never {
  const externalId = change.kind === 'article' ? change.after.externalId : undefined;
  throw new Failure('article.external-id-taken', `the external id '${externalId}' is another article's`, {
    issues: [
      { pointer: '/externalId', given: externalId, expected: 'an id that no other article of the publication has' },
    ],
  });
}
