export type FailureKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'moved'
  | 'not-allowed'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'too-large'
  | 'unsupported'
  | 'unprocessable'
  | 'unconditional'
  | 'exhausted'
  | 'unavailable';

/** Every failure Bulletin raises on purpose. Codes are public API: each has a heading in docs/errors.md. */
export const FAILURES = {
  'request.invalid': 'invalid',
  'request.malformed': 'invalid',
  'request.too-large': 'too-large',
  'request.unsupported-type': 'unsupported',
  'cursor.malformed': 'invalid',
  'idempotency-key.malformed': 'invalid',
  'idempotency-key.reused': 'unprocessable',
  'key.missing': 'unauthenticated',
  'key.malformed': 'unauthenticated',
  'key.refused': 'unauthenticated',
  'key.out-of-scope': 'forbidden',
  'key.grants-too-much': 'forbidden',
  'key.exhausted': 'exhausted',
  'route.missing': 'missing',
  'method.not-allowed': 'not-allowed',
  'publication.missing': 'missing',
  'publication.id-taken': 'conflict',
  'author.missing': 'missing',
  'article.missing': 'missing',
  'article.deleted': 'gone',
  'article.withdrawn': 'gone',
  'article.moved': 'moved',
  'article.slug-taken': 'conflict',
  'article.external-id-taken': 'conflict',
  'article.stale': 'stale',
  'article.unconditional': 'unconditional',
  'revision.missing': 'missing',
  'event.missing': 'missing',
  'feed.missing': 'missing',
  'endpoint.missing': 'missing',
  'endpoint.too-many': 'conflict',
  'endpoint.url-refused': 'unprocessable',
  'endpoint.disabled': 'conflict',
  'delivery.missing': 'missing',
  'key.unknown': 'missing',
  'key.ended': 'conflict',
  'publication.busy': 'unavailable',
  'storage.unavailable': 'unavailable',
  'topic.unavailable': 'unavailable',
  'alarms.unavailable': 'unavailable',
  'vault.unavailable': 'unavailable',
  'hub.exhausted': 'exhausted',
  'doorbell.unavailable': 'unavailable',
} as const satisfies Record<string, FailureKind>;

export type FailureCode = keyof typeof FAILURES;

/** One thing wrong with the input: where (RFC 6901 JSON Pointer, or a parameter's name), what was given, what was expected. */
export interface Issue {
  readonly pointer: string;
  readonly given?: unknown;
  readonly expected: string;
}

export interface FailureDetails {
  readonly issues?: readonly Issue[];
  /** Members that the problem document carries besides the standard ones: `allow`, `etag`, `location`, `retryAfter`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class Failure extends Error {
  readonly code: FailureCode;
  readonly issues: readonly Issue[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: FailureCode, message: string, { issues = [], extra = {}, cause }: FailureDetails = {}) {
    super(message, { cause });
    this.name = 'Failure';
    this.code = code;
    this.issues = issues;
    this.extra = extra;
  }

  get kind(): FailureKind {
    return FAILURES[this.code];
  }
}
