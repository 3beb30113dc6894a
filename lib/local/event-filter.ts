type Pattern = { readonly [name: string]: Pattern | readonly unknown[] };

/** Whether an event passes an event source's filter (AWS Lambda, "event filtering"). */
export const passes = (event: unknown, patterns: readonly string[]): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matches(event, JSON.parse(pattern)));

function matches(value: unknown, pattern: Pattern): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    return isRules(expected) ? expected.some((rule) => obeys(found, rule)) : matches(found, expected);
  });
}

const isRules = (expected: Pattern | readonly unknown[]): expected is readonly unknown[] => Array.isArray(expected);

function obeys(found: unknown, rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return found === rule;
  const [[operator = '', operand] = []] = Object.entries(rule);
  switch (operator) {
    case 'prefix':
      return typeof found === 'string' && found.startsWith(String(operand));
    case 'suffix':
      return typeof found === 'string' && found.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof found === 'string' && found.toLowerCase() === String(operand).toLowerCase();
    case 'exists':
      return (found !== undefined) === operand;
    case 'anything-but':
      return found !== undefined && ![operand].flat().includes(found);
    default:
      throw new Error(`the local cloud does not know the filter operator '${operator}'`);
  }
}
