import type * as z from 'zod';
import type { OPERATIONS } from '#lib/api/catalogue.ts';
import type { Operation } from '#lib/api/operation.ts';
import type { PATH_PARAMETERS, REQUEST_HEADERS, VariableOf } from '#lib/api/parameters.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { PublisherRoute } from '#lib/http/routes.ts';

/**
 * The catalogue in the shape that openapi-typescript gives to an OpenAPI document, which clients are typed by:
 * `Paths['/v1/publications']['get']`. Values are typed as they are in JSON.
 */
export type Paths = {
  [Path in PathOf<PublisherRoute>]: {
    [Route in Extract<PublisherRoute, `${string} ${Path}`> as MethodOf<Route>]: Typed<
      Route,
      (typeof OPERATIONS)[Route]
    >;
  };
};

type PathOf<Route> = Route extends `${string} ${infer Path}` ? Path : never;
type MethodOf<Route> = Route extends `${infer Method} ${string}` ? Lowercase<Method> : never;

type Typed<Route, Of extends Operation> = RequestBody<Of> & {
  parameters: PathParameters<VariableOf<Route>> & QueryParameters<Of> & HeaderParameters<Of>;
  responses: { [Status in keyof Of['answers']]: Content<Of['answers'][Status]> } & {
    default: { content: { 'application/problem+json': Problem } };
  };
};

type RequestBody<Of> = Of extends { body: infer Body }
  ? Of extends { optionalBody: true }
    ? { requestBody?: { content: { 'application/json': z.input<Body> } } }
    : { requestBody: { content: { 'application/json': z.input<Body> } } }
  : { requestBody?: never };

type Content<Of> = Of extends { schema: infer Schema }
  ? { content: { 'application/json': z.input<Schema> } }
  : { content?: never };

type PathParameters<Name> = [Name] extends [never]
  ? { path?: never }
  : { path: { [One in Name & keyof typeof PATH_PARAMETERS]: z.input<(typeof PATH_PARAMETERS)[One]['schema']> } };

type QueryParameters<Of> = Of extends { query: infer Query extends z.ZodType }
  ? { query?: z.input<Query> }
  : { query?: never };

type HeaderParameters<Of> = Of extends { headers: infer Headers }
  ? 'required' extends Headers[keyof Headers]
    ? { header: Named<Headers, 'required'> & Partial<Named<Headers, 'optional'>> }
    : { header?: Partial<Named<Headers, 'optional'>> }
  : { header?: never };

type Named<Headers, Need> = {
  [Name in keyof typeof REQUEST_HEADERS as Name extends keyof Headers
    ? Headers[Name] extends Need
      ? Name
      : never
    : never]: z.input<(typeof REQUEST_HEADERS)[Name]['schema']>;
};
