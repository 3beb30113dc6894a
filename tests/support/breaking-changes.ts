import { isDeepStrictEqual } from 'node:util';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);

/**
 * What of a published JSON Schema a later one does not keep, and where. A field may come if it may be left out, and a
 * value of an enumeration; whatever else differs could break those who read by the earlier one, or refuse what was
 * written under it and is in the log for ever.
 */
export function breakingChanges(before: unknown, after: unknown, { path = '', keyword = '' } = {}): string[] {
  const names = keyword === 'properties';
  if (isObject(before) && isObject(after)) {
    const added = Object.keys(after).filter((name) => !names && !(name in before));
    const kept = Object.entries(before).flatMap(([name, value]) =>
      breakingChanges(value, after[name], { path: `${path}/${name}`, keyword: names ? '' : name }),
    );
    return [...added.map((name) => `${path}/${name} is new`), ...kept];
  }
  if (keyword === 'enum' && Array.isArray(before) && Array.isArray(after))
    return before.filter((value) => !after.includes(value)).map((value) => `${path} has no ${JSON.stringify(value)}`);
  const same =
    keyword === 'required' ? isDeepStrictEqual(sorted(before), sorted(after)) : isDeepStrictEqual(before, after);
  return same ? [] : [`${path} was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`];
}
