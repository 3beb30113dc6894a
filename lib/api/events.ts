import * as z from 'zod';
import { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import { BulletinEvent } from '#lib/events/envelope.ts';
import type { Operations } from './operation.ts';
import { EventsQuery } from './queries.ts';

const EventBatch = z.array(BulletinEvent);

export const EVENT_SCHEMAS = { Event: BulletinEvent, EventBatch, ArticleSnapshot, ArticleErasure };

export const EVENT_OPERATIONS = {
  'GET /v1/publications/{publication}/events': {
    id: 'readLog',
    summary: 'Read the log, in order',
    tag: 'Events',
    query: EventsQuery,
    headers: { 'Last-Event-ID': 'optional' },
    answers: {
      200: {
        description: 'The events that follow',
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
    answers: { 200: { description: 'The event', schema: BulletinEvent, type: 'application/cloudevents+json' } },
  },
} as const satisfies Operations;
