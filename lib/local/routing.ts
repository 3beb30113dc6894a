/** A route of an HTTP API: `GET /a/{b}/{rest+}`, `ANY /x`, or `$default`. */
export interface Route<Target> {
  readonly key: string;
  readonly target: Target;
}

export interface Match<Target> {
  readonly route: Route<Target>;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Compiled<Target> {
  readonly route: Route<Target>;
  readonly method: string;
  readonly segments: readonly string[];
}

/**
 * Finds the route of a request as API Gateway does ("Working with routes for HTTP APIs"): of those that fit the most
 * specific, segment by segment, a literal before a variable before a greedy one; then the method itself before ANY;
 * `$default` when nothing fits.
 */
export function router<Target>(routes: readonly Route<Target>[]) {
  const fallback = routes.find(({ key }) => key === '$default');
  const compiled = routes
    .filter(({ key }) => key !== '$default')
    .map(compile)
    .sort(bySpecificity);

  return (method: string, path: string): Match<Target> | undefined => {
    const segments = path.split('/');
    for (const { route, method: own, segments: pattern } of compiled) {
      if (own !== method && own !== 'ANY') continue;
      const parameters = parametersOf(pattern, segments);
      if (parameters) return { route, parameters };
    }
    return fallback && { route: fallback, parameters: {} };
  };
}

function compile<Target>(route: Route<Target>): Compiled<Target> {
  const [method = '', path = ''] = route.key.split(' ');
  return { route, method, segments: path.split('/') };
}

const rank = (segment: string | undefined): number => {
  if (segment === undefined) return 3;
  if (segment.endsWith('+}')) return 2;
  return segment.startsWith('{') ? 1 : 0;
};

function bySpecificity(one: Compiled<unknown>, other: Compiled<unknown>): number {
  const length = Math.max(one.segments.length, other.segments.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(one.segments[at]) - rank(other.segments[at]);
    if (difference !== 0) return difference;
  }
  return Number(one.method === 'ANY') - Number(other.method === 'ANY');
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at];
    if (part.endsWith('+}')) {
      if (!segment) return undefined;
      parameters[part.slice(1, -2)] = segments.slice(at).join('/');
      return parameters;
    }
    if (segment === undefined || (part.startsWith('{') ? segment === '' : part !== segment)) return undefined;
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = segment;
  }
  return pattern.length === segments.length ? parameters : undefined;
}
