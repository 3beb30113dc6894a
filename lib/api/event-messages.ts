import type { EventType } from '#lib/events/catalogue.ts';

/** What each type says, in a line. */
export const SUMMARIES: Readonly<Record<EventType, string>> = {
  'bulletin.article.drafted.v1': 'A draft was made or changed. Readers see nothing of it, and it goes out sealed.',
  'bulletin.article.scheduled.v1':
    'An article is to be published at `publishAt`, or changed while it waits. It goes out sealed.',
  'bulletin.article.published.v1': 'An article can be read from now on, for the first time or again.',
  'bulletin.article.updated.v1':
    'An article changed and kept its status. It goes out sealed where the article is not published.',
  'bulletin.article.corrected.v1': 'A published article changed, with a correction that readers are shown.',
  'bulletin.article.withdrawn.v1': 'An article is no longer published.',
  'bulletin.article.deleted.v1':
    'An article was erased for good; its earlier events lose their `data`. It goes out sealed where the article was not published.',
  'bulletin.publication.updated.v1': 'The publication’s title, language or other particulars changed.',
  'bulletin.endpoint.disabled.v1':
    'A webhook endpoint is sent nothing more: it said so, or failed for days. It goes out sealed.',
};

export const SEALED =
  'An event of something that is not public. It says that it happened and of what type it is, so that no sequence is missing; the log has it whole for a key with `events:read`.';

/** What the attributes of the envelope are for. */
export const ATTRIBUTES: Readonly<Record<string, string>> = {
  id: 'A ULID, the same however often and on whichever way the event is sent',
  source: '`/publications/{publication}`',
  subject: 'The article’s id, or the publication’s, or the endpoint’s',
  time: 'When the change was accepted',
  sequence: 'The place in the publication’s log: 1, 2, 3 … without a gap, as 12 digits that sort as text',
  partitionkey: 'The publication',
  dataschema: 'Where the JSON Schema of `data` is',
  type: 'What happened, with its version',
  dataref: 'Instead of `data`, of an event over 64 KB: where the whole event can be read with a key',
  sealed: 'Instead of all else: the event is of something that is not public',
  erased: 'Instead of `data`, in the log: the article was deleted since',
};

type Headers = Readonly<Record<string, string>>;

/** What filter policies of SNS select by. */
export const SNS_ATTRIBUTES: Headers = {
  type: 'The type of the event',
  publication: 'The id of the publication',
  section: 'The slug of the article’s section, where it has one',
  tags: 'The slugs of its tags, a `String.Array`',
  authors: 'The ids of its authors, a `String.Array`',
  language: 'Its language, where it is not that of the publication',
};

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const WEBHOOK_HEADERS: Headers = {
  'webhook-id': 'The same for every attempt to deliver the event',
  'webhook-timestamp': 'When this attempt was made, in seconds since 1970: refuse what is older than five minutes',
  'webhook-signature':
    '`v1,` and the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` in base64; several, with spaces between, while a secret is replaced',
};

/** https://www.w3.org/TR/websub/#content-distribution */
export const WEBSUB_HEADERS: Headers = {
  Link: 'The hub (`rel="hub"`) and the feed (`rel="self"`)',
  'X-Hub-Signature': '`sha256=` and the HMAC-SHA256 of the body in hexadecimal, where the subscription has a secret',
};
