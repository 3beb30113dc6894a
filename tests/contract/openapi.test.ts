import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { OPERATIONS, SCHEMAS, type SchemaName } from '#lib/api/catalogue.ts';
import { DESCRIPTIONS } from '#lib/api/descriptions.ts';
import { openApiDocument } from '#lib/api/document.ts';
import { EXAMPLES } from '#lib/api/examples.ts';
import { PATH_PARAMETERS } from '#lib/api/parameters.ts';
import { FAILURES } from '#lib/domain/failure.ts';
import { PUBLISHER_ROUTES, type PublisherRoute, scopesFor } from '#lib/http/routes.ts';
import { schemaJudge } from '../support/open-api.ts';

const document = openApiDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
);
const names = Object.keys(SCHEMAS) as SchemaName[];

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('calls each operation by a name of its own', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId } of operations) expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  });

  it('asks for a key with a scope of the route table, and for none where there is none', () => {
    for (const { route, security, description = '' } of operations) {
      const scopes = route in PUBLISHER_ROUTES ? scopesFor(route as PublisherRoute) : [];
      expect(security, route).toEqual(scopes.map((scope) => ({ key: [scope] })));
      for (const scope of scopes) expect(description, route).toContain(`\`${scope}\``);
    }
  });

  it('has every variable of every path as a parameter', () => {
    for (const { route, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath, route).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('says how every operation is refused that can be', () => {
    for (const { route, responses, requestBody } of operations) {
      if (/\/docs|\/openapi|\/asyncapi|\/schemas|\/assets/.test(route)) continue;
      const statuses = Object.keys(responses);
      expect(statuses, route).toEqual(expect.arrayContaining(['500', '503']));
      if (route in OPERATIONS) expect(statuses, route).toEqual(expect.arrayContaining(['401', '403']));
      if (requestBody) expect(statuses, route).toEqual(expect.arrayContaining(['400', '413', '415']));
    }
  });

  it('describes no field that there is not', () => {
    for (const [name, descriptions] of Object.entries(DESCRIPTIONS)) {
      const fields = Object.keys(document.components.schemas[name]?.properties ?? {});
      expect(fields, name).toEqual(expect.arrayContaining(Object.keys(descriptions)));
    }
  });

  it('leads to what is written about each refusal', () => {
    const linked = new Set(JSON.stringify(document).match(/(?<=\[)[a-z-]+\.[a-z-]+(?=\]\()/g));
    const answered = Object.keys(FAILURES).filter((code) => !/^(topic|doorbell|alarms|method)\./.test(code));
    expect([...linked].sort()).toEqual(expect.arrayContaining(answered.filter((code) => code !== 'route.missing')));
    for (const code of linked) expect(FAILURES).toHaveProperty([code]);
  });
});

describe('the example of', () => {
  const faults = schemaJudge(document);

  it.each(names.filter((name) => name in EXAMPLES))('%s is good', (name) => {
    expect(faults(`#/components/schemas/${name}`, EXAMPLES[name])).toEqual([]);
    expect(SCHEMAS[name].safeParse(EXAMPLES[name]).error).toBeUndefined();
  });

  it('every problem is good', () => {
    for (const { route, responses } of operations) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const { example } = content['application/problem+json'] ?? {};
        if (example) expect(faults('#/components/schemas/Problem', example), `${route} ${status}`).toEqual([]);
      }
    }
  });

  it.each(Object.entries(PATH_PARAMETERS))('the path’s %s is good', (_, { schema, example }) => {
    expect(schema.safeParse(example).success).toBe(true);
  });

  it('every body that is sent or answered is there', () => {
    const bodies = Object.values(OPERATIONS).flatMap((operation) => [
      ...('body' in operation ? [operation.body] : []),
      ...Object.values(operation.answers).flatMap((answer) => ('schema' in answer ? [answer.schema] : [])),
    ]);
    for (const name of names) if (bodies.includes(SCHEMAS[name] as never)) expect(EXAMPLES).toHaveProperty(name);
  });
});
