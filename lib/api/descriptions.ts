import type { SchemaName } from './catalogue.ts';

const submitted = {
  content: 'As HTML or as Markdown, up to 300 KB; made safe on the way in',
  slug: 'What its address says; made from the title when left out',
  url: 'Where people read it, when that is on your own site',
  authors: 'Ids of authors of the publication, or people named on the spot',
  section: 'A name; its slug is in the address of its feeds',
  tags: 'Names; their slugs are in the addresses of their feeds',
  language: 'A language tag, where it is not that of the publication',
  status: 'As it is, when left out; a new article is published',
  publishAt: 'When a scheduled article is to be published',
  publishedAt: 'For imports, which keep their date: never in the future, never changed later',
  externalId: 'Your own name for it, unique in the publication',
};

const change = {
  ...submitted,
  correction: 'A dated note that readers and services are shown',
  minor: 'A change that must not bring the article up again as new',
};

const summary = {
  uri: 'The id that the world outside knows: minted once, never changed',
  revision: '1, 2, 3 …: every change makes one',
  url: 'Where people read it',
  excerpt: 'The beginning of the content, as plain text',
  readingMinutes: 'How long people take to read it',
  corrections: 'Dated notes that readers and services are shown',
  updatedAt: 'The last change that readers should notice; `publishedAt` until there is one',
  modifiedAt: 'Of the last change of any kind',
  publishAt: 'While it is scheduled: when it is to be published',
};

const profile = {
  url: 'Its own home page, when it has one',
  language: 'A language tag, such as en, de-AT or zh-Hant',
  icon: 'A square picture, at least 512 pixels a side',
  logo: 'A picture twice as wide as high',
  links: 'Where else it is to be found, as its pages show it',
  feedContent: 'Whole articles in feeds (the default), or summaries only',
  feedItems: 'The most articles in a feed (50 by default), as far as they fit in 250 KB',
};

const receiver = {
  url: 'Where events are posted to: https, on port 443 or 8443',
  types: 'Events of these types alone, sealed ones too',
  sections: 'Events of articles that are, or were until then, in one of these sections',
  tags: 'Events of articles that have, or had until then, one of these tags',
  authors: 'Events of articles that are, or were until then, by one of these authors',
};

const standing = {
  ...receiver,
  disabledReason: 'Its owner said so, it answered 410, or it failed for five days',
  sequence: 'It has been sent everything up to here, but for what is sent again',
  failingSince: 'Since when nothing has arrived',
  nextAttemptAt: 'When it is tried again',
};

const delivery = {
  id: 'That of the event, which is sent as `webhook-id`',
  sequence: 'The place of the event in the log; a test event has none',
  attemptCount: 'How often it was tried',
  nextAttemptAt: 'When it is tried again',
};

const sealed = {
  type: 'What happened; of what, it does not say',
  sequence: 'The place in the log, so that no sequence is missing',
  sealed: 'What it is about is not public: the log has it whole for a key with `events:read`',
};

const media = { length: 'In bytes', type: 'A media type, such as image/jpeg' };

/** What the fields of the shared schemas are, where their names do not say it. */
export const DESCRIPTIONS: { readonly [Name in SchemaName]?: Readonly<Record<string, string>> } = {
  ArticleDraft: submitted,
  ArticleChange: change,
  ArticlePatch: change,
  ArticleSummary: summary,
  Article: summary,
  Image: media,
  Attachment: { ...media, duration: 'In seconds' },
  PublicationDraft: { ...profile, id: 'In every address, and never used again' },
  PublicationPatch: profile,
  Publication: { ...profile, authority: 'What the ids of its articles are minted under' },
  EndpointDraft: receiver,
  EndpointPatch: { ...receiver, skipTo: '`head` leaves out what it has not been sent yet' },
  Endpoint: standing,
  NewEndpoint: standing,
  SealedEvent: sealed,
  SecretRotation: { overlapHours: 'How long the secret before signs, too' },
  DeliverySummary: delivery,
  Delivery: { ...delivery, attempts: 'The latest twenty, oldest first', body: 'What is sent' },
  KeyDraft: {
    name: 'Who or what it is for',
    scopes: 'What it opens: scopes that the calling key has',
    expiresAt:
      'It opens nothing from then on. When left out, it ends with the calling key, or never if that has no end',
    requestsPerMinute: '6,000 when left out, or the limit of the calling key if that is lower',
  },
  KeyRotation: { overlapHours: 'How long the old key goes on beside the new one' },
  ArticleBatch: { articles: 'All of them are taken, or none' },
};
