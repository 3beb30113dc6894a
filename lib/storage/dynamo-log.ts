import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Article } from '#lib/domain/article.ts';
import type { Author } from '#lib/domain/author.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { CommitOutcome, Desk, ErasedArticle, Log } from '#lib/usecases/ports.ts';
import { numberIn, textIn, unpacked } from './codecs.ts';
import { entryItems } from './entry-items.ts';
import { eraseEvents } from './erase-events.ts';
import { cancellations, conditionFailed, conflicted, refused } from './failures.ts';
import { keys, PAGE } from './keys.ts';
import { getItem, getItems, query, type Store } from './store.ts';

export function dynamoLog(store: Store): Log {
  const head = async (publication: PublicationId) =>
    numberIn(await getItem(store, keys.head(publication), { consistent: true }), 'seq');

  return {
    head,

    async desk(publication, { authors = [], article } = {}): Promise<Desk> {
      const wanted = [
        ...[keys.publication(publication), keys.head(publication)],
        ...[...new Set(authors)].map((id) => keys.author(publication, id)),
        ...(article ? [keys.article(article)] : []),
      ];
      const items = await getItems(store, wanted);
      const at = (sk: string) => items.find((item) => textIn(item, 'sk') === sk);
      const [meta, found] = [at('META'), at('A')];
      return {
        publication: meta && unpacked<Publication>(meta),
        head: numberIn(at('SEQ'), 'seq'),
        authors: items.filter((item) => textIn(item, 'sk').startsWith('AUTHOR#')).map((item) => unpacked<Author>(item)),
        article: found && unpacked<Article | ErasedArticle>(found),
      };
    },

    async commit(entry): Promise<CommitOutcome> {
      const items = entryItems(entry, store.table);
      try {
        // The token makes a repeat by the SDK, after an answer that was lost, the same transaction and not a rival.
        const TransactItems = items.map(({ write }) => write);
        await store.client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: entry.event.id }));
        return { outcome: 'committed' };
      } catch (error) {
        const outcome = outcomeOf(items, error);
        if (outcome.outcome !== 'conflict') return outcome;
        return { outcome: 'raced', head: await head(entry.publication) };
      }
    },

    async read(publication, { after, limit }) {
      const events: BulletinEvent[] = [];
      for (;;) {
        const next = after + events.length + 1;
        const room = Math.min(limit - events.length, PAGE - (next % PAGE));
        const { Items = [], LastEvaluatedKey } = await query(store, {
          KeyConditionExpression: 'pk = :page AND sk >= :next',
          ExpressionAttributeValues: {
            ':page': { S: keys.event(publication, next).pk },
            ':next': { S: keys.event(publication, next).sk },
          },
          Limit: room,
          ConsistentRead: true,
        });
        events.push(...Items.map((item) => unpacked<BulletinEvent>(item)));
        const cutShort = LastEvaluatedKey !== undefined;
        if ((Items.length < room && !cutShort) || events.length >= limit) return events;
      }
    },

    erase: (article, before) => eraseEvents(store, { article, ...before }),
  };
}

const PRECEDENCE = ['stale', 'slug-taken', 'external-id-taken', 'raced'] as const;

/** What a refused transaction means. An article that changed is read again in any case, and its head with it. */
function outcomeOf(items: ReturnType<typeof entryItems>, error: unknown): CommitOutcome | { outcome: 'conflict' } {
  const reasons = cancellations(error);
  if (!reasons) return refused(error);
  const failed = items.flatMap(({ refusal }, index) => (conditionFailed(reasons[index]) ? [refusal] : []));
  const outcome = PRECEDENCE.find((refusal) => failed.includes(refusal));
  if (!outcome) return reasons.some(conflicted) ? { outcome: 'conflict' } : refused(error);
  // The head comes last among the items; the event before it fails only where the head does.
  return outcome === 'raced' ? { outcome, head: numberIn(reasons.at(-1)?.Item, 'seq') } : { outcome };
}
