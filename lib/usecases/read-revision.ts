import type { ArticleId } from '#lib/domain/article.ts';
import type { ArticleSnapshot } from '#lib/events/catalogue.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { Log } from './ports.ts';

interface RevisionEvent {
  readonly event: BulletinEvent;
  readonly data: ArticleSnapshot;
}

/** The event of an article's revision with its content. The latest may be missing for a moment. */
export async function readRevision(
  { id, revision }: { id: ArticleId; revision: number },
  { log }: { log: Pick<Log, 'revisions'> },
): Promise<RevisionEvent | undefined> {
  const [event] = await log.revisions(id, { before: revision + 1, limit: 1 });
  const data = event?.data;
  if (!event || !data || !('content' in data) || data.revision !== revision) return undefined;
  return { event, data };
}
