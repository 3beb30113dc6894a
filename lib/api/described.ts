import type { FailureCode } from '#lib/domain/failure.ts';
import type { Scope } from '#lib/domain/key.ts';
import { type PublisherRoute, scopesFor } from '#lib/http/routes.ts';
import { OPERATIONS } from './catalogue.ts';
import { problemTitle, problemType } from './failures.ts';
import { inlined, type JsonSchema, referenceTo } from './json-schema.ts';
import type { Answer, Operation } from './operation.ts';
import { ANSWER_HEADERS, headersOf, PATH_PARAMETERS } from './parameters.ts';
import { Problem } from './problem.ts';
import { byStatus, refusalsOf, variablesOf } from './refusals.ts';

/** An operation in the words of OpenAPI 3.1. */
export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly DescribedParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

export interface DescribedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly example?: string;
  readonly schema: JsonSchema;
}

export interface DescribedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
  readonly content?: Content;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

export function described(route: PublisherRoute): Described {
  const operation: Operation = OPERATIONS[route];
  const { id, summary, tag, body, optionalBody = false, answers } = operation;
  const [method = '', path = ''] = route.split(' ');
  const scopes = scopesFor(route);
  return {
    operationId: id,
    summary,
    description: needs(scopes),
    tags: [tag],
    security: scopes.map((scope) => ({ key: [scope] })),
    parameters: parametersOf(path, operation),
    ...(body && { requestBody: { required: !optionalBody, content: contentOf(bodyTypes(method), referenceTo(body)) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
      ...refusals(refusalsOf(path, operation)),
      500: DEFECT,
    },
  };
}

/** The part of a route that a scope beside the first one opens. */
const PART: Partial<Record<Scope, string>> = {
  'articles:draft': 'for drafts',
  'events:published': 'for what is published',
};

const needs = ([scope, ...lesser]: readonly Scope[]): string =>
  [`Needs the scope \`${scope}\``, ...lesser.map((one) => `${PART[one] ?? 'for a part of it'}, \`${one}\` is enough`)]
    .join('; ')
    .concat('.');

const bodyTypes = (method: string): string[] =>
  method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json'];

export const contentOf = (types: readonly string[], schema: JsonSchema): Content =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

function parametersOf(path: string, { query, headers = {} }: Operation): DescribedParameter[] {
  const required = true;
  const ofQuery = query ? inlined(query) : {};
  return [
    ...variablesOf(path).map((name) => {
      const { schema, description, example } = PATH_PARAMETERS[name];
      return { name, in: 'path', required, description, example, schema: inlined(schema) } as const;
    }),
    ...headersOf(headers).map(({ name, required, header: { schema, description, example } }) => ({
      ...({ name, in: 'header', required, description } as const),
      ...(required && example !== undefined && { example }),
      schema: inlined(schema),
    })),
    ...Object.entries(ofQuery.properties ?? {}).map(([name, property]) => {
      const { description, ...schema } = property as JsonSchema;
      const needed = ofQuery.required?.includes(name) ?? false;
      return { name, in: 'query', required: needed, ...(description && { description }), schema } as const;
    }),
  ];
}

const EVENT_STREAM = contentOf(['text/event-stream'], { type: 'string' });

function answerOf({ description, schema, type = 'application/json', streamed, headers = [] }: Answer): DescribedAnswer {
  const named = headers.map(
    (name) => [name, { description: ANSWER_HEADERS[name], schema: { type: 'string' } }] as const,
  );
  return {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(named) }),
    ...(schema && { content: { ...contentOf([type], referenceTo(schema)), ...(streamed && EVENT_STREAM) } }),
  };
}

const problem = (example: unknown): Content => ({
  'application/problem+json': { schema: referenceTo(Problem), example },
});

export const DEFECT: DescribedAnswer = {
  description: 'A defect of Bulletin: a problem without a code',
  content: problem({ type: 'about:blank', title: 'Internal Server Error', status: 500 }),
};

/** By status, with the way to what is written about each. */
export const refusals = (codes: readonly FailureCode[]): Record<string, DescribedAnswer> =>
  Object.fromEntries(
    [...byStatus(codes)].map(([status, some]) => {
      const [example] = some.map((code) => ({ type: problemType(code), title: problemTitle(code), status, code }));
      const links = some.map((code) => `[${code}](${problemType(code)})`);
      return [status, { description: links.join(', '), content: problem(example) }];
    }),
  );
