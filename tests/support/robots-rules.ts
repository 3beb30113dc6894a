interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

/**
 * Whether robots.txt lets any crawler fetch a path: of the rules for `*` that match, the longest pattern decides, and
 * without one everything is allowed (RFC 9309 §2.2.2, §2.2.3). `*` stands for any characters, `$` for the end.
 */
export function allowsPath(robots: string, path: string): boolean {
  const [longest] = rulesForAll(robots)
    .filter(({ pattern }) => expressionOf(pattern).test(path))
    .toSorted((one, other) => other.pattern.length - one.pattern.length || Number(other.allow) - Number(one.allow));
  return longest?.allow ?? true;
}

function rulesForAll(robots: string): Rule[] {
  let applies = false;
  return robots.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/.exec(line) ?? [];
    if (/^user-agent$/i.test(name)) applies = value === '*';
    const isRule = applies && value !== '' && /^(?:dis)?allow$/i.test(name);
    return isRule ? [{ allow: /^allow$/i.test(name), pattern: value }] : [];
  });
}

const expressionOf = (pattern: string): RegExp => {
  const literal = pattern.replace(/[.+?^{}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${literal.replace(/\$(?!$)/g, '\\$')}`);
};
