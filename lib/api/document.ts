import {
  DOCS_ROUTES,
  FEED_ROUTES,
  HUB_ROUTES,
  PAGE_ROUTES,
  PUBLISHER_ROUTES,
  type PublisherRoute,
} from '#lib/http/routes.ts';
import { type Described, described } from './described.ts';
import { HUB_ROUTE } from './hub-route.ts';
import { type JsonSchema, sharedSchemas } from './json-schema.ts';
import { describedOpen } from './open-routes.ts';
import { TAGS } from './operation.ts';

/** As much of OpenAPI 3.1 as Bulletin needs to say. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

const DESCRIPTION = `A news feed backend: articles in, feeds and events out.

Every refusal is a problem document (RFC 9457); its \`code\` is a heading of
[docs/errors.md](https://bulletin.example/docs/errors.md). Whatever no route names is answered 404, or 405 with \`Allow\`.
A change of an article needs \`If-Match\` with the \`ETag\` that you know. Lists are paged: \`Link\` leads to the next page.`;

/** All routes of the API, as the catalogue of operations has them. The same for every deployment. */
export const openApiDocument = (): OpenApiDocument => ({
  openapi: '3.1.1',
  info: { title: 'Bulletin', version: '1', description: DESCRIPTION },
  servers: [{ url: '/' }],
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  paths: paths(),
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'A key of a publication, or an operator’s: `blt_live_…`' },
    },
    schemas: sharedSchemas(),
  },
});

function paths(): Record<string, Record<string, Described>> {
  const all: Record<string, Record<string, Described>> = {};
  const add = (route: string, operation: Described) => {
    const [method = '', path = ''] = route.split(' ');
    all[path] = { ...all[path], [method.toLowerCase()]: operation };
  };
  for (const route of Object.keys(PUBLISHER_ROUTES) as PublisherRoute[]) add(route, described(route));
  for (const route of [...FEED_ROUTES, ...PAGE_ROUTES, ...DOCS_ROUTES]) add(route, describedOpen(route));
  for (const route of HUB_ROUTES) add(route, HUB_ROUTE);
  return all;
}
