import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { OPERATIONS } from '#lib/api/catalogue.ts';
import type { Operation } from '#lib/api/operation.ts';
import { PATH_PARAMETERS } from '#lib/api/parameters.ts';
import { variablesOf } from '#lib/api/refusals.ts';
import { UNCLEAN, UNCLEAN_CHARACTERS } from '../support/unclean.ts';

/** Of every kind of text that a request may hold, one that is taken. */
const TAKEN = [
  ...['News', 'https://harbour.example/ferry', '2026-11-24T08:30:00Z', 'en', 'image/jpeg', 'ada-example', '1'],
  ...['art_01jdf0e8m3c2x9k4q7w5v6b8n1', 'ep_01jdf0e8m3c2x9k4q7w5v6b8n1', '01jdf0e8m3c2x9k4q7w5v6b8n1'],
];

/** A cursor is compared with what lists give out, and kept nowhere: tests/unit/http/cursor.test.ts. */
const COMPARED = new Set(['?cursor']);

interface Field {
  readonly path: string;
  readonly schema: z.ZodType;
}

type Def = z.core.$ZodTypes['_zod']['def'];
const defOf = (schema: unknown): Def => (schema as z.core.$ZodTypes)._zod.def;

/** What a schema reads first, before anything is made of it. */
function inputOf(schema: z.ZodType): z.ZodType {
  const def = defOf(schema);
  if (def.type !== 'pipe') return schema;
  return inputOf((defOf(def.in).type === 'transform' ? def.out : def.in) as z.ZodType);
}

/** Every text in what a schema reads. */
function textsIn(schema: z.ZodType, path: string): Field[] {
  const input = inputOf(schema);
  const def = defOf(input);
  const inside = (part: unknown, name = '') => textsIn(part as z.ZodType, `${path}${name}`);
  switch (def.type) {
    case 'string':
      return [{ path, schema }];
    case 'object':
      return Object.entries(def.shape).flatMap(([name, part]) => inside(part, `/${name}`));
    case 'array':
      return inside(def.element, '/0');
    case 'union':
      return def.options.flatMap((option) => inside(option));
    case 'optional':
    case 'nullable':
    case 'default':
      return inside(def.innerType);
    case 'enum':
    case 'literal':
    case 'number':
    case 'boolean':
      return [];
    default:
      throw new Error(`nothing is known of the texts in '${def.type}' at ${path}`);
  }
}

function textsOf([route, { body, query }]: [string, Operation]): Field[] {
  return [
    ...variablesOf(route).map((name) => ({ path: `{${name}}`, schema: PATH_PARAMETERS[name].schema })),
    ...(body ? textsIn(body, '') : []),
    ...Object.entries(query?.shape ?? {}).flatMap(([name, schema]) => textsIn(schema, `?${name}`)),
  ]
    .filter(({ path }) => !COMPARED.has(path))
    .map(({ path, schema }) => ({ path: `${route} ${path}`, schema }));
}

const fields = Object.entries(OPERATIONS).flatMap(textsOf);

describe('a text that no format can carry is cleaned or refused', () => {
  it.each(fields.map(({ path, schema }) => [path, schema] as const))('in %s', (_, schema) => {
    const taken = TAKEN.filter((text) => schema.safeParse(text).success);
    expect(taken).not.toEqual([]);
    for (const character of UNCLEAN_CHARACTERS) {
      for (const text of taken.flatMap((one) => [
        `${character}${one}`,
        `${one}${character}`,
        one.replace(/(?<=^.)/, character),
      ])) {
        const { data } = schema.safeParse(text);
        if (data !== undefined) expect(data).not.toMatch(UNCLEAN);
      }
    }
  });
});
