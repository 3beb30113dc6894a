import { type Article, ArticleId, publishScheduled as published } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import type { Alarms, Desk } from './ports.ts';

export interface PublishScheduledDeps extends AppendDeps {
  readonly alarms: Alarms;
}

/** A scheduled article by its id, or by the sequence of the event that plans it, which goes out without the id. */
type Planned = { readonly publication: PublicationId } & (
  | { readonly subject: ArticleId }
  | { readonly sequence: Sequence }
);

/** As far as an alarm can be set ahead, less a little. */
const ALARM_SECONDS = 14 * 60;

/**
 * Publishes a scheduled article if its time has come, sets an alarm if it will come soon, and otherwise leaves it to the
 * wheel. What is true of the article is read when it is asked, so that a repeated, early or outdated ring does no harm.
 */
export async function publishScheduled(
  planned: Planned,
  deps: PublishScheduledDeps,
): Promise<'published' | 'not-due' | 'not-scheduled'> {
  const { publication } = planned;
  const subject = await articleIn(planned, deps);
  if (!subject) return 'not-scheduled';
  const decide = (desk: Desk): Decision<Article | undefined> => {
    const now = deps.clock.now();
    const before = desk.article?.status === 'scheduled' ? desk.article : undefined;
    if (!before?.publishAt || before.publishAt > now) return { after: before, writings: [] };
    const after = published(before, now);
    const happening = articleChanged({ before, after, publicUrl: deps.publicUrl });
    return { after, writings: [{ change: { kind: 'article', before, after }, happening }] };
  };
  const after = await append(deps, { publication, wanted: { article: subject }, decide });
  if (!after?.publishAt) return after ? 'published' : 'not-scheduled';
  const inSeconds = Math.ceil((Date.parse(after.publishAt) - Date.parse(deps.clock.now())) / 1000);
  if (inSeconds <= ALARM_SECONDS)
    await deps.alarms.set([{ kind: 'publish', publication, subject, inSeconds: Math.max(0, inSeconds) }]);
  return 'not-due';
}

async function articleIn(planned: Planned, { log }: AppendDeps): Promise<ArticleId | undefined> {
  if ('subject' in planned) return planned.subject;
  const [event] = await log.read(planned.publication, { after: planned.sequence - 1, limit: 1 });
  return ArticleId.safeParse(event?.subject).data;
}
