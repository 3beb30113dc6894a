import { Parser } from 'htmlparser2';

/** Between these is a space when they are read as text. */
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark']);
for (const name of ['q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr', 'ruby', 'rb'])
  INLINE.add(name);

/** Clean HTML as plain text, in one line. What explains a ruby is said twice otherwise, so it is left out. */
export function plainText(html: string): string {
  let text = '';
  let silent = 0;
  const apart = (name: string, depth: number) => {
    if (name === 'rt' || name === 'rp') silent += depth;
    else if (!INLINE.has(name)) text += ' ';
  };
  const parser = new Parser({
    onopentag: (name) => apart(name, 1),
    onclosetag: (name) => apart(name, -1),
    ontext: (piece) => {
      if (silent === 0) text += piece;
    },
  });
  parser.end(html);
  return text.replace(/\s+/gu, ' ').trim();
}

const EXCERPT = 280;

/** The first sentences that fit; where not even one does, the first words and an ellipsis. */
export function excerptOf(text: string, language: string): string {
  if (text.length <= EXCERPT) return text;
  // A sentence of a whole article must not be looked for beyond what could be taken of it.
  const start = text.slice(0, 2 * EXCERPT);
  const sentences = taken(start, { language, granularity: 'sentence', room: EXCERPT }).trim();
  if (sentences.length >= EXCERPT / 4) return sentences;
  return `${taken(start, { language, granularity: 'word', room: EXCERPT - 1 }).replace(/[\s\p{P}]+$/u, '')}…`;
}

interface Taking {
  readonly language: string;
  readonly granularity: 'sentence' | 'word';
  readonly room: number;
}

function taken(text: string, { language, granularity, room }: Taking): string {
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter(language, { granularity }).segment(text)) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Words a minute: S. Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of Reading Performance", IOVS 53 (2012). */
const PACE: Readonly<Record<string, number>> = {
  ...{ ar: 138, de: 179, en: 228, es: 218, fi: 161, fr: 195, he: 187, it: 188, ja: 193 },
  ...{ nl: 202, pl: 166, pt: 181, ru: 184, sl: 180, sv: 199, tr: 166, zh: 158 },
};
const ANY_PACE = 184;

/** In whole minutes, at least one. Words are the language's own, also where nothing stands between them. */
export function readingMinutes(text: string, language: string): number {
  const words = new Intl.Segmenter(language, { granularity: 'word' }).segment(text);
  let count = 0;
  for (const { isWordLike } of words) if (isWordLike) count += 1;
  return Math.max(1, Math.round(count / (PACE[new Intl.Locale(language).language] ?? ANY_PACE)));
}
