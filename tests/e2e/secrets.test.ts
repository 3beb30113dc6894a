import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(() => bulletin[Symbol.asyncDispose]());

/** What nobody may learn of a key: all behind its id. */
const secretOf = (key: string) => key.split('_').slice(3).join('_');

it('no secret of a key is in a log, an event or an answer but the one that shows it first', async () => {
  const keys = '/v1/publications/secret/keys';
  const articles = '/v1/publications/secret/articles';
  await bulletin.api('POST', '/v1/publications', { body: { id: 'secret', title: 'Secret', language: 'en' } });
  const made = await bulletin.api('POST', keys, { body: { name: 'cms', scopes: ['articles:write', 'articles:read'] } });
  const rotated = await bulletin.api('POST', `${keys}/${made.body.id}/rotations`);
  const texts: string[] = [bulletin.addresses.operatorKey, made.body.key, rotated.body.key];
  const secrets = texts.map(secretOf);
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(40);

  const draft = { title: 'News', content: { html: '<p>News.</p>' } };
  const answers = [
    ...(await Promise.all(texts.map((key) => bulletin.api('POST', articles, { body: draft, key })))),
    ...(await Promise.all(texts.map((key) => bulletin.api('POST', articles, { body: '{"title":', key })))),
    ...(await Promise.all(texts.map((key) => bulletin.api('POST', articles, { body: draft, key: `${key}0` })))),
    await bulletin.api('GET', keys),
    await bulletin.api('GET', `${keys}/${rotated.body.id}`),
    await bulletin.api('GET', '/v1/publications/secret/events'),
  ];
  expect(answers.slice(0, 9).map(({ status }) => status)).toEqual([201, 201, 201, 400, 400, 400, 401, 401, 401]);
  await expect.poll(() => bulletin.log).toContain('outcome');
  for (const secret of secrets) {
    for (const { text } of answers) expect(text).not.toContain(secret);
    expect(bulletin.log).not.toContain(secret);
  }
});
