/** What `Ref` and `Fn::GetAtt` of a resource give. */
export interface Reference {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type Lookup = (logicalId: string) => Reference | undefined;

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::StackName': 'local',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A value with its intrinsic functions carried out. One that is not known fails, by its name: nothing is guessed. */
export function resolve(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, lookup));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name = '', argument] = []] = entries;
  if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')))
    return call(name, argument, lookup);
  return Object.fromEntries(entries.map(([key, one]) => [key, resolve(one, lookup)]));
}

function call(name: string, argument: unknown, lookup: Lookup): unknown {
  switch (name) {
    case 'Ref':
      return reference(String(argument), lookup);
    case 'Fn::GetAtt': {
      const [id, ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return attribute(id ?? '', path.join('.'), lookup);
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(part, lookup)).join(separator);
    }
    case 'Fn::Sub':
      return substituted(argument, lookup);
    default:
      throw new Error(`the local cloud does not know the intrinsic function '${name}'`);
  }
}

function reference(id: string, lookup: Lookup): string {
  const found = PSEUDO[id] ?? lookup(id)?.ref;
  if (found === undefined) throw new Error(`the template refers to '${id}', which the local cloud does not have`);
  return found;
}

function attribute(id: string, name: string, lookup: Lookup): string {
  const found = lookup(id)?.attributes[name];
  if (found === undefined)
    throw new Error(`the template asks for '${name}' of '${id}', which the local cloud does not have`);
  return found;
}

function substituted(argument: unknown, lookup: Lookup): string {
  const [text, own = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, Record<string, unknown>?];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return String(resolve(own[name], lookup));
    const [id = '', ...path] = name.split('.');
    return path.length > 0 ? attribute(id, path.join('.'), lookup) : reference(id, lookup);
  });
}
