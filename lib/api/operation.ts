import type * as z from 'zod';
import type { FailureCode } from '#lib/domain/failure.ts';
import type { PublisherRoute } from '#lib/http/routes.ts';
import type { AnswerHeader, NeededHeaders } from './parameters.ts';

/** What stands before the operations of one noun, where they are read; in this order. */
export const TAGS = {
  Articles: 'What is published',
  Authors: 'Who writes it',
  Publications: 'The newspapers, blogs and wires themselves',
  Events: 'The log: everything that happened to a publication, in order and without gaps',
  Endpoints: 'Where events are posted to: webhooks',
  Keys: 'Who may do what',
  Feeds: 'What readers’ software polls. No key is needed',
  Hub: 'Where software asks to be sent a feed whenever it changes: WebSub. No key is needed',
  Pages: 'What people read, and what leads them there. No key is needed',
  Documentation: 'About the API. No key is needed',
} as const;
export type Tag = keyof typeof TAGS;

export interface Answer {
  readonly description: string;
  /** Without it, the answer has no body. */
  readonly schema?: z.ZodType;
  /** @default application/json */
  readonly type?: string;
  /** Whether it is given as server-sent events, too, when they are asked for. @default false */
  readonly streamed?: true;
  readonly headers?: readonly AnswerHeader[];
}

/** What a route takes and what it answers. Its scope is in the route table; the variables of its path are in its key. */
export interface Operation {
  /** Verb and noun: what a generated client calls it. */
  readonly id: string;
  readonly summary: string;
  readonly tag: Tag;
  readonly query?: z.ZodObject;
  readonly headers?: NeededHeaders;
  /** The very schema that the route reads the body with; of a PATCH, what a merge patch of it can look like. */
  readonly body?: z.ZodType;
  /** Whether it may be left out. @default false */
  readonly optionalBody?: true;
  readonly answers: { readonly [Status in 200 | 201 | 202 | 204]?: Answer };
  /** Besides those that follow from its key, path, query, headers and body: see refusals.ts. */
  readonly refusals?: readonly FailureCode[];
}

/** The operations of one noun. Together they must be those of all routes: see catalogue.ts. */
export type Operations = { readonly [Route in PublisherRoute]?: Operation };
