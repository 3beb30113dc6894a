import { Failure } from '#lib/domain/failure.ts';
import { DOCS_ROUTES, FEED_ROUTES, HUB_ROUTES, PAGE_ROUTES, PUBLISHER_ROUTES } from './routes.ts';

const ROUTES = [...Object.keys(PUBLISHER_ROUTES), ...FEED_ROUTES, ...PAGE_ROUTES, ...DOCS_ROUTES, ...HUB_ROUTES].map(
  (route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, segments: path.split('/') };
  },
);

/** What is said to a request that nothing answers: which methods its address has, or that there is nothing at it. */
export function refuseRoute(method: string, path: string): never {
  const segments = path.split('/');
  const methods = ROUTES.filter((route) => matches(route.segments, segments)).map((route) => route.method);
  if (methods.length === 0 || methods.includes(method))
    throw new Failure('route.missing', `there is nothing at '${path}'`);
  const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ');
  throw new Failure('method.not-allowed', `'${method}' cannot be done at '${path}'`, { extra: { allow } });
}

const matches = (route: readonly string[], segments: readonly string[]): boolean =>
  route.length === segments.length &&
  route.every((part, index) =>
    part.startsWith('{') ? segments[index] !== '' && !isVersion(segments, index) : part === segments[index],
  );

/** `/v1` is the API's own: no publication is of that name. */
const isVersion = (segments: readonly string[], index: number): boolean => index === 1 && segments[index] === 'v1';
