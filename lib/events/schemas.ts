import * as z from 'zod';
import { CATALOGUE, type EventType } from './catalogue.ts';

/**
 * What `dataschema` names: the shape of a type's `data`, as JSON Schema. Open at every level, since a published type may
 * gain fields and those who validate must not refuse them.
 */
export function schemaOf(type: EventType): z.core.JSONSchema.BaseSchema {
  const { $schema, ...shape } = z.toJSONSchema(CATALOGUE[type], {
    // What is written in JSON: the output of a transform has no schema.
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // The format says it, and no longer expression says it better.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return { ...($schema && { $schema }), title: type, ...shape };
}
