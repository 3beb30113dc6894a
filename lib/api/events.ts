import * as z from 'zod';
import { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import { BulletinEvent, SealedEvent } from '#lib/events/envelope.ts';
import type { Operations } from './operation.ts';
import { EventsQuery } from './queries.ts';

const Event = z.union([BulletinEvent, SealedEvent]);
const EventBatch = z.array(Event);

export const EVENT_SCHEMAS = { Event, EventBatch, SealedEvent, ArticleSnapshot, ArticleErasure };

export const EVENT_OPERATIONS = {
  'GET /v1/publications/{publication}/events': {
    id: 'readLog',
    summary: 'Read the log, in order',
    tag: 'Events',
    query: EventsQuery,
    headers: { 'Last-Event-ID': 'optional' },
    answers: {
      200: {
        description:
          'The events that follow; with `events:published` alone, sealed where they are not of what is public',
        schema: EventBatch,
        type: 'application/cloudevents-batch+json',
        streamed: true,
        headers: ['Link'],
      },
    },
  },
  'GET /v1/publications/{publication}/events/{sequence}': {
    id: 'readEvent',
    summary: 'Read one event of the log',
    tag: 'Events',
    answers: {
      200: {
        description: 'The event, sealed or whole as in the log',
        schema: Event,
        type: 'application/cloudevents+json',
      },
    },
  },
} as const satisfies Operations;
