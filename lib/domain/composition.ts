import { slugify } from './slug.ts';

/**
 * What a composed feed is of: of the names of one parameter any, of the parameters all; and nothing that is in a section
 * or has a tag of `not`. Every name is a slug or an author's id.
 */
export type Composition = Readonly<Record<Parameter, readonly string[]>>;

/** The parameters of a query that compose a feed, in canonical order. */
export const COMPOSING = ['author', 'not', 'section', 'tag'] as const;
type Parameter = (typeof COMPOSING)[number];

/** As many names as a composition has at most: each is a list that is read when the feed is first asked for. */
export const MOST_NAMES = 20;

/** Whether an article is of a composition, by the names of the feeds of terms that it is in: `section:world`, `tag:climate`. */
export function isOf({ author, not, section, tag }: Composition, feeds: { has: (name: string) => boolean }): boolean {
  const any = (kind: string, names: readonly string[]) => names.some((name) => feeds.has(`${kind}:${name}`));
  const all = Object.entries({ author, section, tag }).every(([kind, names]) => names.length === 0 || any(kind, names));
  return all && !any('section', not) && !any('tag', not);
}

/** Most characters of a composition's name, so that its address is one that every client and proxy takes. */
export const LONGEST_NAME = 1_000;

/** Nothing when a query composes nothing. Names are made slugs, and sorted; one that is there twice counts once. */
export function compositionIn(query: URLSearchParams): Composition | undefined {
  const namesOf = (parameter: Parameter) => {
    const given = query.getAll(parameter).flatMap((value) => value.split(','));
    return [...new Set(given.map(slugify))].filter((name) => name !== '').sort();
  };
  const composition = {
    ...{ author: namesOf('author'), not: namesOf('not') },
    ...{ section: namesOf('section'), tag: namesOf('tag') },
  };
  return namesIn(composition).length > 0 ? composition : undefined;
}

export const namesIn = (composition: Composition): readonly string[] =>
  COMPOSING.flatMap((parameter) => composition[parameter]);

/** `section=world&tag=climate,energy`: the one query that means it, and the feed's name. */
export const compositionName = (composition: Composition): string =>
  COMPOSING.filter((parameter) => composition[parameter].length > 0)
    .map((parameter) => `${parameter}=${composition[parameter].map(encodeURIComponent).join(',')}`)
    .join('&');

/** The other way round; of a name that `compositionName` gave. */
export const compositionNamed = (name: string): Composition =>
  compositionIn(new URLSearchParams(name)) ?? { author: [], not: [], section: [], tag: [] };
