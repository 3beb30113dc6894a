import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import { envelopeSchema, schemaOf, sealedSchema } from '#lib/events/schemas.ts';
import { ATTRIBUTES, SNS_ATTRIBUTES, WEBHOOK_HEADERS, WEBSUB_HEADERS } from './event-messages.ts';
import type { JsonSchema } from './json-schema.ts';

/** What the messages of the AsyncAPI document are made of, by name. */
export const asyncSchemas = (): Record<string, JsonSchema> => ({
  envelope: described(withoutDialect(envelopeSchema()), ATTRIBUTES),
  sealed: described(withoutDialect(sealedSchema()), ATTRIBUTES),
  ...Object.fromEntries(EVENT_TYPES.map((type) => [type, withoutDialect(schemaOf(type))])),
  snsAttributes: headersOf(SNS_ATTRIBUTES, ['type', 'publication']),
  webhookHeaders: headersOf(WEBHOOK_HEADERS, Object.keys(WEBHOOK_HEADERS)),
  websubHeaders: headersOf(WEBSUB_HEADERS, ['Link']),
  feed: { type: 'string', description: 'The feed as a poll of it would be answered' },
});

/** The dialect of an AsyncAPI schema is the document's to say. */
const withoutDialect = ({ $schema: _named, ...rest }: JsonSchema): JsonSchema => rest;

const described = (of: JsonSchema, descriptions: Readonly<Record<string, string>>): JsonSchema => ({
  ...of,
  properties: Object.fromEntries(
    Object.entries(of.properties ?? {}).map(([name, property]) => [
      name,
      { ...Object(property), ...(descriptions[name] && { description: descriptions[name] }) },
    ]),
  ),
});

const headersOf = (descriptions: Readonly<Record<string, string>>, required: string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(descriptions).map(([name, description]) => [name, { type: 'string', description }]),
  ),
  required,
});
