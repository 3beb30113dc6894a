import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '#lib/api/document.ts';
import { Instant } from '#lib/domain/instant.ts';

/** Judges values by the schemas of a document. An object may hold what they name and nothing else: nothing goes unsaid. */
export function schemaValidator(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addFormat('date-time', (text) => Instant.safeParse(text).success);
  ajv.addKeyword('components');
  ajv.addSchema(closed({ components: document.components }) as object, 'document');
  const faults = ($ref: string, value: unknown) => (ajv.validate({ $ref }, value) ? [] : (ajv.errors ?? []));
  return {
    validate: (name: string, value: unknown) => faults(`document#/components/schemas/${name}`, value),
    /** By the `$ref` of a body. */
    validateBody: ($ref: string, value: unknown) => faults(`document${$ref}`, value),
  };
}

/** The same schemas with every object closed that says nothing about further fields. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'examples' ? value : closed(value)]),
  );
  const open = inside.type === 'object' && inside.additionalProperties === undefined;
  return open ? { ...inside, additionalProperties: false } : inside;
}
