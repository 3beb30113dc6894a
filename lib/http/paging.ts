import type * as z from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parse } from './issues.ts';
import type { ApiRequest, ApiResponse } from './request.ts';
import { json } from './responses.ts';

/** The parameters of a query by name; one that is given twice counts as given last. */
export function queryOf<Schema extends z.ZodType>(schema: Schema, { query }: ApiRequest): z.output<Schema> {
  return parse(schema, Object.fromEntries(query));
}

/** The name of a list: its address and filters, whatever page of it is asked for. */
function listName({ path, query }: ApiRequest): string {
  const filters = [...query].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
  return `${path}?${new URLSearchParams(filters)}`;
}

interface Place<Position extends z.ZodType> {
  readonly cursor: string | undefined;
  readonly position: Position;
}

/** The position at which the requested page begins, read by the schema of this list's positions; none without a cursor. */
export const positionOf = <Position extends z.ZodType>(
  request: ApiRequest,
  { cursor, position }: Place<Position>,
): z.output<Position> | undefined =>
  cursor === undefined ? undefined : decodeCursor(cursor, { list: listName(request), position });

/** A page of a list, and where the next one is: in the body and as a link (RFC 8288). */
export function pageOf(
  request: ApiRequest,
  { items, next }: { items: Record<string, unknown>; next: string | undefined },
): ApiResponse {
  if (next === undefined) return json(200, items);
  const cursor = encodeCursor(listName(request), next);
  const query = new URLSearchParams(request.query);
  query.set('cursor', cursor);
  return json(200, { ...items, cursor }, { link: `<${request.path}?${query}>; rel="next"` });
}
