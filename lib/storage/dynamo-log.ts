import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Article } from '#lib/domain/article.ts';
import type { Author } from '#lib/domain/author.ts';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Receipt } from '#lib/domain/receipt.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { CommitOutcome, Desk, ErasedArticle, Log } from '#lib/usecases/ports.ts';
import { numberIn, textIn, unpacked } from './codecs.ts';
import { commitItems, type EntryItem } from './entry-items.ts';
import { eraseEvents } from './erase-events.ts';
import { cancellations, conditionFailed, conflicted, refused } from './failures.ts';
import { keys, PAGE } from './keys.ts';
import { revisionsOf } from './revisions.ts';
import { getItem, getItems, query, type Store } from './store.ts';

export function dynamoLog(store: Store): Log {
  const head = async (publication: PublicationId) =>
    numberIn(await getItem(store, keys.head(publication), { consistent: true }), 'seq');

  return {
    head,

    async desk(publication, { authors = [], article, endpoint } = {}): Promise<Desk> {
      const wanted = [
        ...[keys.publication(publication), keys.head(publication)],
        ...[...new Set(authors)].map((id) => keys.author(publication, id)),
        ...(article ? [keys.article(article)] : []),
        ...(endpoint ? [keys.endpoint(publication, endpoint)] : []),
      ];
      const items = await getItems(store, wanted);
      const at = (sk: string) => items.find((item) => textIn(item, 'sk') === sk);
      const [meta, found, registered] = [at('META'), at('A'), endpoint && at(endpoint)];
      return {
        publication: meta && unpacked<Publication>(meta),
        head: numberIn(at('SEQ'), 'seq'),
        authors: items.filter((item) => textIn(item, 'sk').startsWith('AUTHOR#')).map((item) => unpacked<Author>(item)),
        article: found && unpacked<Article | ErasedArticle>(found),
        endpoint: registered && unpacked<Endpoint>(registered),
      };
    },

    async commit(commit): Promise<CommitOutcome> {
      const items = commitItems(commit, store.table);
      refuseTooLarge(items);
      try {
        // The token makes a repeat by the SDK, after an answer that was lost, the same transaction and not a rival.
        const [token] = commit.entries.map(({ event }) => event.id);
        const TransactItems = items.map(({ write }) => write);
        await store.client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: token }));
        return { outcome: 'committed' };
      } catch (error) {
        const outcome = outcomeOf(items, error);
        if (outcome.outcome !== 'conflict') return outcome;
        return { outcome: 'raced', head: await head(commit.publication) };
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
        if ((Items.length < room && !cutShort) || events.length >= limit) return gapless(events, after);
      }
    },

    revisions: (article, page) => revisionsOf(store, { article, ...page }),

    erase: (events) => eraseEvents(store, events),
  };
}

/**
 * A query is isolated from a transaction item by item, not as a whole: it may see the later of two events and not the
 * earlier one, which is visible a moment later. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation
 */
function gapless(events: BulletinEvent[], after: number): BulletinEvent[] {
  const gap = events.findIndex(({ sequence }, index) => Number(sequence) !== after + index + 1);
  return gap === -1 ? events : events.slice(0, gap);
}

/** Of a transaction: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MOST_WRITES = 100;
// 4 MB, of which this leaves the other attributes their room.
const MOST_BYTES = 4_000_000;

function refuseTooLarge(items: readonly EntryItem[]): void {
  if (items.length > MOST_WRITES) throw tooLarge(`${items.length} writes`, MOST_WRITES);
  const bytes = items.reduce((sum, { write }) => sum + (write.Put?.Item?.body?.B?.length ?? 0), 0);
  if (bytes > MOST_BYTES) throw tooLarge(`${bytes} bytes`, MOST_BYTES);
}

const tooLarge = (taken: string, most: number) =>
  new Failure(
    'request.too-large',
    `together they take ${taken}, and one transaction holds ${most}: send fewer articles at once`,
  );

const PRECEDENCE = ['repeated', 'stale', 'slug-taken', 'external-id-taken', 'raced'] as const;

/**
 * What a refused transaction means. A repeated request finds its own article in the way, so that comes first; an article
 * that changed is read again in any case, and its head with it.
 */
function outcomeOf(items: readonly EntryItem[], error: unknown): CommitOutcome | { outcome: 'conflict' } {
  const reasons = cancellations(error);
  if (!reasons) return refused(error);
  const failed = items.flatMap((item, index) =>
    conditionFailed(reasons[index]) ? [{ ...item, found: reasons[index]?.Item }] : [],
  );
  const outcome = PRECEDENCE.find((refusal) => failed.some((item) => item.refusal === refusal));
  const first = failed.find(({ refusal }) => refusal === outcome);
  switch (outcome) {
    case undefined:
      return reasons.some(conflicted) ? { outcome: 'conflict' } : refused(error);
    case 'repeated':
      return first?.found ? { outcome, receipt: unpacked<Receipt>(first.found) } : { outcome: 'conflict' };
    case 'raced':
      // The head comes last among the items; the events before it fail only where the head does.
      return { outcome, head: numberIn(reasons.at(-1)?.Item, 'seq') };
    case 'stale':
      return { outcome };
    default: {
      const at = failed.flatMap(({ refusal, entry }) => (refusal === outcome && entry !== undefined ? [entry] : []));
      return { outcome, at };
    }
  }
}
