import { FAILURES, type FailureCode } from '#lib/domain/failure.ts';
import { STATUS } from './failures.ts';
import type { Operation } from './operation.ts';
import { headersOf, PATH_PARAMETERS } from './parameters.ts';

const ALWAYS: readonly FailureCode[] = [
  'key.missing',
  'key.malformed',
  'key.refused',
  'key.out-of-scope',
  'key.exhausted',
  'storage.unavailable',
];

const OF_A_BODY: readonly FailureCode[] = [
  'request.invalid',
  'request.malformed',
  'request.too-large',
  'request.unsupported-type',
];

export const variablesOf = (path: string): (keyof typeof PATH_PARAMETERS)[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof PATH_PARAMETERS);

/** All that a route can be refused with, besides a defect. */
export function refusalsOf(path: string, { query, headers = {}, body, refusals = [] }: Operation): FailureCode[] {
  const codes = [
    ...ALWAYS,
    ...variablesOf(path).flatMap((name) => PATH_PARAMETERS[name].refusals),
    ...headersOf(headers).flatMap(({ header, required }) => [
      ...header.refusals,
      ...(required && header.missing ? [header.missing] : []),
    ]),
    ...(body ? OF_A_BODY : []),
    ...(query ? (['request.invalid'] as const) : []),
    ...(query && 'cursor' in query.shape ? (['cursor.malformed'] as const) : []),
    ...refusals,
  ];
  return [...new Set(codes)];
}

/** The same, by the status that they are answered with. */
export const byStatus = (codes: readonly FailureCode[]): Map<number, FailureCode[]> =>
  Map.groupBy(codes, (code) => STATUS[FAILURES[code]]);
