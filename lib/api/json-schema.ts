import * as z from 'zod';
import { SCHEMAS, type SchemaName } from './catalogue.ts';
import { DESCRIPTIONS } from './descriptions.ts';
import { EXAMPLES } from './examples.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const names = new Map<z.ZodType, SchemaName>(
  Object.entries(SCHEMAS).map(([name, schema]) => [schema, name as SchemaName]),
);

const SETTINGS = {
  // What is written in JSON: the output of a transform has no schema.
  io: 'input',
  override: ({ zodSchema, jsonSchema }) => {
    // The format says it, and no longer expression says it better; every number in JSON has this limit.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    // A name of zod's own, which nobody else knows; the expression says it.
    if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
    // Zod leaves out the default of a value that is transformed.
    if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue;
    // A text is measured once it is clean, so its limits are those of what comes out.
    if (zodSchema instanceof z.ZodPipe && zodSchema.out instanceof z.ZodString) {
      const { minLength, maxLength } = zodSchema.out;
      Object.assign(jsonSchema, minLength && { minLength }, maxLength !== null && { maxLength });
    }
  },
} satisfies z.core.ToJSONSchemaParams;

const pointerTo = (name: string) => `#/components/schemas/${name}`;

/** Where the document has the schema of a body. */
export function referenceTo(schema: z.ZodType): { $ref: string } {
  const name = names.get(schema);
  if (!name) throw new Error('the schema of a body is not among those of its noun, and has no name');
  return { $ref: pointerTo(name) };
}

/** Of a parameter: where it is used. */
export function inlined(schema: z.ZodType): JsonSchema {
  const { $schema: _same, ...rest } = z.toJSONSchema(schema, SETTINGS);
  return rest;
}

/** All that have a name, each referring to the others. */
export function sharedSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...SETTINGS, uri: pointerTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => {
      const name = id as SchemaName;
      return [
        name,
        { ...explained(schema, DESCRIPTIONS[name]), ...(name in EXAMPLES && { examples: [EXAMPLES[name]] }) },
      ];
    }),
  );
}

function explained(schema: JsonSchema, descriptions: Readonly<Record<string, string>> = {}): JsonSchema {
  if (!schema.properties) return schema;
  const fields = Object.entries(schema.properties).map(([field, property]) => {
    const description = descriptions[field];
    return [field, description && typeof property === 'object' ? { ...property, description } : property] as const;
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}
