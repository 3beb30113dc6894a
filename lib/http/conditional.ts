/** What of a request its conditions are in. */
export interface ConditionalRequest {
  readonly header: (name: string) => string | undefined;
}

export interface Validators {
  readonly etag: string;
  readonly lastModified?: string;
}

const TAG = /(?:^|,)[ \t]*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?=,|$)/g;

export const tagsIn = (list: string): string[] => [...list.matchAll(TAG)].map(([, tag = '']) => tag);

const opaque = (tag: string): string => tag.replace(/^W\//, '');

/** A tag with the coding that its bytes were sent in: a strong tag is that of one coding (RFC 9110 §8.8.3.3). */
export const codedTag = (etag: string, coding: Coding): string =>
  coding === 'identity' ? etag : etag.replace(/"$/, `-${coding}"`);

const uncoded = (tag: string): string => opaque(tag).replace(/-(?:br|gzip)"$/, '"');

/**
 * Whether a GET or HEAD may be answered with 304 (RFC 9110 §13.1.2, §13.1.3, §13.2.2): entity tags compare weakly and
 * count alone where there are any; a date counts only without them.
 */
export function notModified({ header }: ConditionalRequest, { etag, lastModified }: Validators): boolean {
  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch !== undefined) {
    return ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((tag) => uncoded(tag) === uncoded(etag));
  }
  const since = httpDate(header('if-modified-since'));
  if (since === undefined || lastModified === undefined) return false;
  return Math.floor(Date.parse(lastModified) / 1000) * 1000 <= since;
}

/** Strong comparison (RFC 9110 §13.1.1): a weak tag never matches. */
export const ifMatches = (ifMatch: string, etag: string): boolean =>
  ifMatch.trim() === '*' || tagsIn(ifMatch).some((tag) => tag === etag && !tag.startsWith('W/'));

const IMF_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_850_DATE = /^[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** The three forms of RFC 9110 §5.6.7; anything else is no date, and its header is as good as absent. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = IMF_DATE.test(text) || RFC_850_DATE.test(text) ? Date.parse(text) : Number.NaN;
  const found = ASCTIME_DATE.test(text) ? Date.parse(`${text} GMT`) : at;
  // A day that its month does not have, or hour 24, would be read as one in the next.
  return new Date(found).getUTCDate() === Number(/\d+/.exec(text)?.[0]) ? found : undefined;
}

const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/** The smallest coding that the client takes, by its weights (RFC 9110 §12.5.3). Without the header: as it is. */
export function preferredCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name === 'x-gzip' ? 'gzip' : name, q === undefined ? 1 : Number(q) || 0);
  }
  const rest = weights.get('*');
  const weightOf = (coding: Coding) => weights.get(coding) ?? rest ?? (coding === 'identity' ? 0.001 : 0);
  const [best = 'identity'] = CODINGS.toSorted((one, other) => weightOf(other) - weightOf(one));
  return weightOf(best) > 0 ? best : 'identity';
}
