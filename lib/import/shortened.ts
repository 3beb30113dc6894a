import { cleanText } from '#lib/domain/text.ts';

/** Text of at most so many characters, cut between words; nothing when there is none. */
export function shortened(text: string | undefined, most: number): string | undefined {
  const clean = cleanText(text ?? '').trim();
  if (clean.length <= most) return clean || undefined;
  const cut = clean.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '');
  const words = cut.replace(/\s+\S*$/u, '');
  return `${words.length > most / 2 ? words : cut}…`;
}
