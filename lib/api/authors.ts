import * as z from 'zod';
import { Author, AuthorProfile } from '#lib/domain/author.ts';
import type { Operations } from './operation.ts';
import { PageQuery } from './queries.ts';

const AuthorList = z.object({ authors: z.array(Author), cursor: z.string().optional() });

export const AUTHOR_SCHEMAS = { Author, AuthorProfile, AuthorList };

export const AUTHOR_OPERATIONS = {
  'GET /v1/publications/{publication}/authors': {
    id: 'listAuthors',
    summary: 'List the authors of a publication',
    tag: 'Authors',
    query: PageQuery,
    answers: { 200: { description: 'A page of authors', schema: AuthorList, headers: ['Link'] } },
  },
  'GET /v1/publications/{publication}/authors/{author}': {
    id: 'readAuthor',
    summary: 'Read an author',
    tag: 'Authors',
    answers: { 200: { description: 'The author', schema: Author } },
  },
  'PUT /v1/publications/{publication}/authors/{author}': {
    id: 'putAuthor',
    summary: 'Make an author, or replace what is known of one',
    tag: 'Authors',
    body: AuthorProfile,
    answers: { 200: { description: 'The author as they are now', schema: Author } },
  },
  'DELETE /v1/publications/{publication}/authors/{author}': {
    id: 'deleteAuthor',
    summary: 'Delete an author; bylines of articles stay',
    tag: 'Authors',
    answers: { 204: { description: 'The author is deleted' } },
  },
} as const satisfies Operations;
