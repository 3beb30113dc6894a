import type { Node } from 'constructs';

/** What an owner gave by `-c name=value` or in the context of `cdk.json`; an empty value is none. */
export type Given = (name: string) => string | undefined;

export const givenIn =
  (context: Node): Given =>
  (name) => {
    const value: unknown = context.tryGetContext(name);
    return value === undefined || value === '' ? undefined : String(value);
  };

export function oneOf<Value>(name: string, given: string, values: Readonly<Record<string, Value>>): Value {
  const value = values[given];
  if (value !== undefined) return value;
  throw new Error(`${name} is '${given}', and must be one of ${Object.keys(values).join(', ')}`);
}

/** The value, if it is of the form; a failure that says what was expected otherwise. */
export function formed(
  name: string,
  given: string | undefined,
  { form, expected }: { form: RegExp; expected: string },
) {
  if (given === undefined || form.test(given)) return given;
  throw new Error(`${name} is '${given}', and must be ${expected}`);
}
