import type { ArticleId } from './article.ts';
import type { FailureCode, Issue } from './failure.ts';
import type { Instant } from './instant.ts';
import type { PublicationId } from './publication.ts';
import type { Sequence } from './sequence.ts';

/** Which request it is, so that its repetition is known again: `Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header. */
export interface RequestIdentity {
  /** Of the API key: another caller's request is another one. */
  readonly keyId: string;
  /** SHA-256 of the idempotency key. */
  readonly hash: string;
  /** SHA-256 of what was asked: the same idempotency key with something else is a mistake. */
  readonly fingerprint: string;
}

/** What a request came to, kept for its repetitions: the events that it wrote, the article that it left as it was, or why it was refused. */
export interface Receipt extends RequestIdentity {
  readonly keptAt: Instant;
  readonly outcome:
    | {
        readonly publication: PublicationId;
        readonly first: Sequence;
        readonly count: number;
        /** Of each event: what was taken out of the content. */
        readonly warnings: readonly (readonly string[])[];
      }
    | {
        readonly unchanged: {
          readonly publication: PublicationId;
          readonly article: ArticleId;
          readonly revision: number;
        };
        /** What was taken out of the content that was sent. */
        readonly warnings: readonly string[];
      }
    | {
        readonly code: FailureCode;
        readonly message: string;
        readonly issues: readonly Issue[];
        readonly extra: Readonly<Record<string, unknown>>;
      };
}

/** How long a repetition is known, at least. */
export const RECEIPT_HOURS = 24;
