import * as z from 'zod';
import { Delivery as StoredDelivery } from '#lib/domain/delivery.ts';
import {
  EndpointChange,
  EndpointDraft,
  Replay as ReplaySchema,
  SecretRotation,
  Endpoint as StoredEndpoint,
} from '#lib/domain/endpoint.ts';
import { Instant } from '#lib/domain/instant.ts';
import { patchOf } from './merge-patch.ts';
import type { Operations } from './operation.ts';
import { PageQuery } from './queries.ts';

/** An endpoint as anybody may see it who manages endpoints, with how it fares. */
const Endpoint = StoredEndpoint.omit({ secrets: true, revision: true }).extend({
  sequence: z.int().nonnegative(),
  failingSince: Instant.optional(),
  nextAttemptAt: Instant.optional(),
});
const NewEndpoint = Endpoint.extend({
  secret: z.string().describe('What its receiver verifies with, which is shown this once'),
});
const EndpointList = z.object({ endpoints: z.array(Endpoint) });
const EndpointPatch = patchOf(EndpointChange.shape);

const DeliverySummary = StoredDelivery.omit({ attempts: true, body: true });
const Delivery = DeliverySummary.extend({
  attempts: StoredDelivery.shape.attempts,
  body: z.string().optional(),
});
const DeliveryList = z.object({ deliveries: z.array(DeliverySummary), cursor: z.string().optional() });
const Replay = ReplaySchema;
const ReplayResult = z.object({ events: z.int().nonnegative() });

export const ENDPOINT_SCHEMAS = {
  ...{ Endpoint, EndpointDraft, EndpointPatch, EndpointList, NewEndpoint, SecretRotation },
  ...{ Delivery, DeliverySummary, DeliveryList, Replay, ReplayResult },
};

export const ENDPOINT_OPERATIONS = {
  'POST /v1/publications/{publication}/endpoints': {
    id: 'createEndpoint',
    summary: 'Register a webhook receiver, which hears of everything from now on',
    tag: 'Endpoints',
    body: EndpointDraft,
    answers: { 201: { description: 'The new endpoint, with its secret', schema: NewEndpoint, headers: ['Location'] } },
    refusals: ['endpoint.too-many', 'endpoint.url-refused', 'vault.unavailable'],
  },
  'GET /v1/publications/{publication}/endpoints': {
    id: 'listEndpoints',
    summary: 'List the webhook receivers of a publication, without their secrets',
    tag: 'Endpoints',
    answers: { 200: { description: 'The endpoints', schema: EndpointList } },
  },
  'GET /v1/publications/{publication}/endpoints/{endpoint}': {
    id: 'readEndpoint',
    summary: 'Read what is known of an endpoint, and how it fares',
    tag: 'Endpoints',
    answers: { 200: { description: 'The endpoint', schema: Endpoint } },
  },
  'PATCH /v1/publications/{publication}/endpoints/{endpoint}': {
    id: 'changeEndpoint',
    summary: 'Change an endpoint, disable it or enable it again',
    tag: 'Endpoints',
    body: EndpointPatch,
    answers: { 200: { description: 'The endpoint as it is now', schema: Endpoint } },
    refusals: ['endpoint.url-refused', 'alarms.unavailable'],
  },
  'DELETE /v1/publications/{publication}/endpoints/{endpoint}': {
    id: 'removeEndpoint',
    summary: 'Remove an endpoint',
    tag: 'Endpoints',
    answers: { 204: { description: 'Nothing more is sent to it' } },
  },
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries': {
    id: 'listDeliveries',
    summary: 'List what became of each event at an endpoint, the newest event first',
    tag: 'Endpoints',
    query: PageQuery,
    answers: { 200: { description: 'A page of deliveries', schema: DeliveryList, headers: ['Link'] } },
  },
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries/{delivery}': {
    id: 'readDelivery',
    summary: 'Read every attempt to deliver an event: what was sent, and what was answered',
    tag: 'Endpoints',
    answers: { 200: { description: 'The delivery', schema: Delivery } },
  },
  'POST /v1/publications/{publication}/endpoints/{endpoint}/replays': {
    id: 'replayEvents',
    summary: 'Send one event of the log again, or a range of them',
    tag: 'Endpoints',
    body: Replay,
    answers: { 202: { description: 'How many events are sent again', schema: ReplayResult } },
    refusals: ['endpoint.disabled', 'event.missing', 'alarms.unavailable'],
  },
  'POST /v1/publications/{publication}/endpoints/{endpoint}/secret-rotations': {
    id: 'rotateSecret',
    summary: 'Make a new secret; the one before signs, too, for a while',
    tag: 'Endpoints',
    body: SecretRotation,
    optionalBody: true,
    answers: { 201: { description: 'The endpoint, with its new secret', schema: NewEndpoint } },
    refusals: ['vault.unavailable'],
  },
  'POST /v1/publications/{publication}/endpoints/{endpoint}/test-events': {
    id: 'sendTestEvent',
    summary: 'Send a signed event that is in no log, at once and only once',
    tag: 'Endpoints',
    answers: {
      202: {
        description: 'The delivery that tells what becomes of it',
        schema: DeliverySummary,
        headers: ['Location'],
      },
    },
    refusals: ['alarms.unavailable'],
  },
} as const satisfies Operations;
