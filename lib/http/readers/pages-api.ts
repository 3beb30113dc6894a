import { Failure } from '#lib/domain/failure.ts';
import { bodyHash } from '#lib/feeds/version.ts';
import { preflight } from '#lib/http/cors.ts';
import { refuseRoute } from '#lib/http/no-route.ts';
import { type PackedFile, servePacked } from '#lib/http/packed-file.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import { statusOf } from '#lib/http/problem.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { Page } from '#lib/pages/page.ts';
import type { Absence } from '#lib/usecases/explain-absence.ts';
import { CodedBody } from './coded-body.ts';
import { answerWith } from './conditional-answer.ts';
import { pageAddressOf } from './page-address.ts';
import { PAGE_HEADERS } from './page-policy.ts';
import { type PageServerDeps, pageServer } from './serve-page.ts';

export interface PagesApiDeps extends PageServerDeps {
  /** What the pages are dressed with, by name. */
  readonly assets: ReadonlyMap<string, PackedFile>;
  readonly robots: () => Promise<Page>;
  /** What a person is shown where there is nothing to read. */
  readonly absence: (of: Absence) => Promise<Page>;
}

const ASSETS = /^\/assets\/([^/]+)$/;

/** What people look at, what leads them there, whatever no route names, and preflights of all routes. */
export function pagesApi({ assets, robots, absence, ...deps }: PagesApiDeps) {
  const servePage = pageServer(deps);

  const answer = async (request: ApiRequest): Promise<ApiResponse> => {
    const { method, path } = request;
    if (method === 'OPTIONS') return preflight();
    if (method !== 'GET' && method !== 'HEAD') return refuseRoute(method, path);
    if (path === '/robots.txt') return tagged(request, { page: await robots(), seconds: 3600 });
    const asset = assets.get(ASSETS.exec(path)?.[1] ?? '');
    if (asset)
      return servePacked(asset, {
        request,
        headers: { 'cache-control': 'public, max-age=3600, stale-while-revalidate=86400' },
      });
    return pageAddressOf(path) ? servePage(request) : refuseRoute(method, path);
  };

  return httpHandler(async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      const nothing = error instanceof Failure && (error.kind === 'missing' || error.kind === 'gone');
      if (!nothing || !isForAPerson(request)) throw error;
      const publication = pageAddressOf(request.path)?.publication;
      const page = await absence({ path: request.path, publication, failure: error });
      return whole(request, { page, status: statusOf(error), seconds: 60 });
    }
  });
}

/** Software that asks for a page's other forms, or for nothing in particular, is told in a problem document. */
const isForAPerson = ({ path, header }: ApiRequest): boolean =>
  /\btext\/html\b/.test(header('accept') ?? '') && !/^\/v1\/|\.\w+$/.test(path);

interface Tagged {
  readonly page: Page;
  readonly seconds: number;
}

/** Answers with a page that is rendered at each request, under a tag of its bytes. */
const tagged = (request: ApiRequest, { page, seconds }: Tagged): Promise<ApiResponse> => {
  const hash = bodyHash(page.body);
  const headers = { 'cache-control': `public, max-age=${seconds}` };
  const told = { etag: `"${hash}"`, contentType: page.contentType, headers };
  return answerWith(new CodedBody(page.body, { hash }), { request, told });
};

interface Whole {
  readonly page: Page;
  readonly status: number;
  readonly seconds: number;
}

const whole = ({ method }: ApiRequest, { page, status, seconds }: Whole): ApiResponse => ({
  status,
  headers: { ...PAGE_HEADERS, 'content-type': page.contentType, 'cache-control': `public, max-age=${seconds}` },
  ...(method === 'GET' && { body: page.body }),
});
