import { type ArticleView, viewOf } from '#lib/domain/article-view.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { Receipt, RequestIdentity } from '#lib/domain/receipt.ts';
import { onlyVisible } from '#lib/domain/text.ts';
import { viewIn } from '#lib/events/catalogue.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { Caller } from '#lib/http/caller.ts';
import { identityOf } from '#lib/http/idempotency-key.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { SavedArticle } from '#lib/usecases/add-articles.ts';
import { readArticle } from '#lib/usecases/read-article.ts';
import { readRevision } from '#lib/usecases/read-revision.ts';
import { Repetition } from '#lib/usecases/repetition.ts';
import type { PublisherDeps } from './deps.ts';

/** An article as it became, with its address. */
export interface Saved extends Omit<SavedArticle, 'article'> {
  readonly article: ArticleView;
}

interface Steps {
  readonly carryOut: (request?: RequestIdentity) => Promise<readonly Saved[]>;
  readonly answer: (saved: readonly Saved[]) => ApiResponse;
}

/**
 * Answers a request that may be repeated with what it came to the first time, success or refusal. What was carried out is
 * known by the receipt that its own transaction wrote, so that no crash can come between the two.
 */
export async function repeatable(
  { request, caller, deps }: { request: ApiRequest; caller: Caller; deps: PublisherDeps },
  { carryOut, answer }: Steps,
): Promise<ApiResponse> {
  const identity = identityOf(request, caller);
  if (!identity) return answer(await carryOut());
  try {
    return answer(await unchangedKept(await carryOut(identity), { identity, deps }));
  } catch (error) {
    const receipt = error instanceof Repetition ? error.receipt : await refusalKept(error, { identity, deps });
    return answer(await outcomeOf(receipt, { identity, deps }));
  }
}

interface Context {
  readonly identity: RequestIdentity;
  readonly deps: PublisherDeps;
}

/** Keeps the answer of a request that wrote nothing, and so no receipt either, unless the request has a receipt already. */
async function unchangedKept(saved: readonly Saved[], { identity, deps }: Context): Promise<readonly Saved[]> {
  const [one] = saved;
  if (one?.outcome !== 'unchanged') return saved;
  const { id: article, publication, revision } = one.article;
  const outcome = { unchanged: { publication, article, revision }, warnings: one.warnings };
  const first = await deps.receipts.keep({ ...identity, keptAt: deps.clock.now(), outcome });
  if (first) throw new Repetition(first);
  return saved;
}

/** Keeps a refusal for the repetitions of the request, unless it is one itself. What may pass is not kept. */
async function refusalKept(error: unknown, { identity, deps }: Context): Promise<Receipt> {
  if (!(error instanceof Failure) || error.kind === 'unavailable') throw error;
  const { code, message, issues, extra } = error;
  // As a problem document shows it: what is stored is read without characters that no format can carry.
  const outcome: Receipt['outcome'] = JSON.parse(JSON.stringify({ code, message, issues, extra }, onlyVisible));
  const first = await deps.receipts.keep({ ...identity, keptAt: deps.clock.now(), outcome });
  if (!first) throw error;
  return first;
}

async function outcomeOf({ outcome, fingerprint }: Receipt, { identity, deps }: Context): Promise<readonly Saved[]> {
  if (fingerprint !== identity.fingerprint) {
    throw new Failure('idempotency-key.reused', 'the idempotency key was used before, for another request');
  }
  if ('code' in outcome) throw new Failure(outcome.code, outcome.message, outcome);
  if ('unchanged' in outcome) {
    const article = await articleAt(outcome.unchanged, deps);
    return [{ article, warnings: outcome.warnings, outcome: 'unchanged' }];
  }
  const { publication, first, count, warnings } = outcome;
  const events = await deps.log.read(publication, { after: first - 1, limit: count });
  return events.map((event, index) => {
    const article = articleIn(event);
    return { article, warnings: warnings[index] ?? [], outcome: article.revision === 1 ? 'created' : 'updated' };
  });
}

/** As it was then: the log never changes, but for what is erased. */
function articleIn({ type, subject, data }: BulletinEvent): ArticleView {
  if (type === 'bulletin.article.deleted.v1') return { id: subject } as ArticleView;
  if (!data || !('content' in data)) throw new Failure('article.deleted', `the article '${subject}' has been deleted`);
  return viewIn(data);
}

type Unchanged = Extract<Receipt['outcome'], { unchanged: object }>['unchanged'];

/** The article as it was at a revision, which only the log holds once there is a later one. */
async function articleAt({ publication, article: id, revision }: Unchanged, deps: PublisherDeps): Promise<ArticleView> {
  const article = await readArticle({ publication, id }, deps);
  if (article.revision === revision) return viewOf(article, deps.publicUrl);
  const found = await readRevision({ id, revision }, deps);
  if (found) return viewIn(found.data);
  throw new Failure('storage.unavailable', `revision ${revision} of the article '${id}' cannot be read yet`);
}
