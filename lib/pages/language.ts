import type { ArticleView } from '#lib/domain/article-view.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { languageIn } from '#lib/feeds/safe.ts';
import { type Words, wordsIn } from './words.ts';

/** ISO 15924 scripts that are written from right to left. */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';

export interface Tongue {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The language that a publication's pages are in: their dates, and their words where there are any. */
export function tongueOf({ language }: Pick<Publication, 'language'>): Tongue {
  const lang = languageIn(language) ?? 'en';
  return { lang, dir: directionOf(lang) };
}

/** What an article's own texts must say of their language: nothing, where it is the publication's. */
export function ownTongue({ language }: ArticleView, publication: Publication): Partial<Tongue> {
  const lang = languageIn(language);
  return lang === undefined || lang === tongueOf(publication).lang ? {} : { lang, dir: directionOf(lang) };
}

export const wordsOf = ({ publication }: { readonly publication: Publication }): Words =>
  wordsIn(tongueOf(publication).lang);
