import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '#lib/api/document.ts';
import { Instant } from '#lib/domain/instant.ts';
import type { ApiAnswer } from './bulletin.ts';

/** Judges values by the schemas of a document. An object may hold what they name and nothing else: nothing goes unsaid. */
export function schemaJudge(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addFormat('date-time', (text) => Instant.safeParse(text).success);
  ajv.addKeyword('components');
  ajv.addSchema(closed({ components: document.components }) as object, 'document');
  return ($ref: string, value: unknown) => (ajv.validate({ $ref: `document${$ref}` }, value) ? [] : (ajv.errors ?? []));
}

/** Judges real answers: none may have a status, a type, a code or a field that the document does not foresee. */
export function documentJudge(document: OpenApiDocument) {
  const bodyFaults = schemaJudge(document);

  return (route: string, { status, headers, body, text }: ApiAnswer): unknown[] => {
    const [method = '', path = ''] = route.split(' ');
    const described = document.paths[path]?.[method.toLowerCase()]?.responses[status];
    if (!described) return [`${status} is not foreseen`];
    // There is a next page, or there is none.
    const missing = Object.keys(described.headers ?? {}).filter((name) => name !== 'Link' && !headers.has(name));
    if (!described.content) return text === '' ? missing : ['a body is not foreseen'];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const { $ref } = described.content[type]?.schema ?? {};
    if (!$ref) return [`the type '${type}' is not foreseen`];
    const foreseen = body?.code === undefined || described.description.includes(`[${body.code}]`);
    return [...missing, ...(foreseen ? [] : [`${body.code} is not foreseen`]), ...bodyFaults($ref, body)];
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
