import * as z from 'zod';
import { Publication, PublicationDraft, PublicationProfile } from '#lib/domain/publication.ts';
import { patchOf } from './merge-patch.ts';
import type { Operations } from './operation.ts';
import { PageQuery } from './queries.ts';

const PublicationPatch = patchOf(PublicationProfile.shape);
const PublicationList = z.object({ publications: z.array(Publication), cursor: z.string().optional() });

export const PUBLICATION_SCHEMAS = { Publication, PublicationDraft, PublicationPatch, PublicationList };

export const PUBLICATION_OPERATIONS = {
  'POST /v1/publications': {
    id: 'createPublication',
    summary: 'Make a publication',
    tag: 'Publications',
    body: PublicationDraft,
    answers: { 201: { description: 'The new publication', schema: Publication, headers: ['Location'] } },
    refusals: ['publication.id-taken'],
  },
  'GET /v1/publications': {
    id: 'listPublications',
    summary: 'List all publications',
    tag: 'Publications',
    query: PageQuery,
    answers: { 200: { description: 'A page of publications', schema: PublicationList, headers: ['Link'] } },
  },
  'GET /v1/publications/{publication}': {
    id: 'readPublication',
    summary: 'Read a publication',
    tag: 'Publications',
    answers: { 200: { description: 'The publication', schema: Publication } },
  },
  'PATCH /v1/publications/{publication}': {
    id: 'changePublication',
    summary: 'Change what a publication says of itself',
    tag: 'Publications',
    body: PublicationPatch,
    answers: { 200: { description: 'The publication as it is now', schema: Publication } },
    refusals: ['publication.busy'],
  },
} as const satisfies Operations;
