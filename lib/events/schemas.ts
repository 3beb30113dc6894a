import * as z from 'zod';
import { CATALOGUE, type EventType } from './catalogue.ts';
import { Envelope, SealedEvent } from './envelope.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * What `dataschema` names: the shape of a type's `data`, as JSON Schema. Open at every level, since a published type may
 * gain fields and those who validate must not refuse them.
 */
export const schemaOf = (type: EventType): JsonSchema => published(type, CATALOGUE[type]);

/** Of what is around the data: the attributes of a CloudEvent. */
export const envelopeSchema = (): JsonSchema => published('envelope', Envelope);

/** The whole of a sealed event. */
export const sealedSchema = (): JsonSchema => published('sealed', SealedEvent);

function published(title: string, schema: z.ZodType): JsonSchema {
  const { $schema, ...shape } = z.toJSONSchema(schema, {
    // What is written in JSON: the output of a transform has no schema.
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // The format says it, and no longer expression says it better.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      // A name of zod's own, which nobody else knows; the expression says it.
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
    },
  });
  return { ...($schema && { $schema }), title, ...shape };
}
