import * as z from 'zod';
import { EventName } from '#lib/domain/event-name.ts';
import { Instant } from '#lib/domain/instant.ts';
import { Publication, PublicationId } from '#lib/domain/publication.ts';
import { type Sequence, sequenceText } from '#lib/domain/sequence.ts';
import { ArticleErasure, ArticleSnapshot, type CATALOGUE, EndpointDisabling, type EventType } from './catalogue.ts';

const attributes = {
  specversion: z.literal('1.0'),
  /** A ULID: the same however often and on whichever transport the event is sent. */
  id: z.string(),
  source: z.string().startsWith('/publications/'),
  subject: z.string(),
  time: Instant,
  sequence: z.string().regex(/^\d{12}$/),
  partitionkey: PublicationId,
  datacontenttype: z.literal('application/json'),
  dataschema: z.string(),
};

const articleTypes = EventName.exclude([
  ...(['bulletin.article.deleted.v1', 'bulletin.publication.updated.v1', 'bulletin.endpoint.disabled.v1'] as const),
]);

/**
 * CloudEvents 1.0, structured JSON. Without `data` it is a claim check (`dataref` says where the whole event is) or,
 * with `erased`, the envelope of an article that has been erased since.
 */
const withheld = { dataref: z.string().optional(), erased: z.literal(true).optional() };

/** The attributes of a whole event, whatever its type. */
export const Envelope = z.object({ ...attributes, type: z.string(), ...withheld });

export const BulletinEvent = z.discriminatedUnion('type', [
  z.object({ ...attributes, ...withheld, type: articleTypes, data: ArticleSnapshot.optional() }),
  z.object({
    ...attributes,
    ...withheld,
    type: z.literal('bulletin.article.deleted.v1'),
    data: ArticleErasure.optional(),
  }),
  z.object({
    ...attributes,
    ...withheld,
    type: z.literal('bulletin.publication.updated.v1'),
    data: Publication.optional(),
  }),
  z.object({
    ...attributes,
    ...withheld,
    type: z.literal('bulletin.endpoint.disabled.v1'),
    data: EndpointDisabling.optional(),
  }),
]);
export type BulletinEvent = z.infer<typeof BulletinEvent>;

/**
 * An event of something that is not public, as it goes out: it takes its place in the sequence, and says no more than that
 * something of this type happened. Any type, so that a schema that is kept takes the types that are added later.
 */
export const SealedEvent = z
  .object(attributes)
  .pick({ specversion: true, id: true, source: true, time: true, sequence: true, partitionkey: true })
  .extend({ type: z.string(), sealed: z.literal(true) });
export type SealedEvent = z.infer<typeof SealedEvent>;

/** What happened, before it has its place in the log. */
export interface Happening<Type extends EventType = EventType> {
  readonly type: Type;
  readonly subject: string;
  readonly publication: PublicationId;
  readonly data: z.infer<(typeof CATALOGUE)[Type]>;
}

export interface Place {
  readonly id: string;
  readonly sequence: Sequence;
  readonly time: Instant;
  readonly publicUrl: string;
}

/** The event as it is kept in the log and told to the world. */
export function eventOf({ type, subject, publication, data }: Happening, at: Place): BulletinEvent {
  return BulletinEvent.parse({
    specversion: '1.0',
    id: at.id,
    source: `/publications/${publication}`,
    type,
    subject,
    time: at.time,
    sequence: sequenceText(at.sequence),
    partitionkey: publication,
    datacontenttype: 'application/json',
    dataschema: `${at.publicUrl}/v1/schemas/${type}`,
    data,
  });
}
