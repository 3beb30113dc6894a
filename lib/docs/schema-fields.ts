interface Field {
  /** With those around it: `image.url`, `tags[]`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Every field of a JSON Schema, the inner ones after the one that they are in. */
export function fieldsOf({ properties = {}, required = [] }: Schema, within = ''): Field[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${within}${key}`;
    const { description = '' } = schema;
    const field = { name, type: typeOf(schema), required: required.includes(key), description };
    const inner = schema.items ? { schema: schema.items, within: `${name}[].` } : { schema, within: `${name}.` };
    return [field, ...fieldsOf(inner.schema, inner.within)];
  });
}

function typeOf({ type, const: only, enum: values, format, items, anyOf }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if (items) return `${typeOf(items)}[]`;
  return format ?? [type ?? 'any'].flat().join(' | ');
}
