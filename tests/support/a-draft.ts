import type * as z from 'zod';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { createPublication, type Publication, PublicationDraft } from '#lib/domain/publication.ts';
import { NOON } from './system.ts';

/** A draft as a publisher would submit it, valid but for what a test makes of it. */
export const aSubmission = (over: Partial<z.input<typeof ArticleDraft>> = {}): z.input<typeof ArticleDraft> => ({
  title: 'Harbour bridge opens after nine years',
  content: { html: '<p>The ribbon was cut at noon.</p>' },
  ...over,
});

export const aDraft = (over: Partial<z.input<typeof ArticleDraft>> = {}): ArticleDraft =>
  ArticleDraft.parse(aSubmission(over));

export const aPublisher = (over: Partial<z.input<typeof PublicationDraft>> = {}): Publication =>
  createPublication(
    PublicationDraft.parse({
      id: 'harbour-post',
      title: 'The Harbour Post',
      language: 'en',
      url: 'https://harbour.example',
      ...over,
    }),
    { now: NOON, publicUrl: 'https://bulletin.example' },
  );
