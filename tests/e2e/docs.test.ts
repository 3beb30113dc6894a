import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openBrowser, watch } from '../support/browser.ts';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(() => bulletin[Symbol.asyncDispose]());

describe('/docs', () => {
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    bulletin.api(method, path, { key: '', headers });

  it('is a page that may use what is of its own origin and nothing else', async () => {
    const { headers } = await ask('/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy.match(/'unsafe-[a-z]+'|https?:|\*/g)).toBeNull();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('sends its files as they are packed, to whoever can unpack them', async () => {
    const packed = await ask('/docs/swagger-ui.css', { 'accept-encoding': 'gzip, br' });
    const plain = await ask('/docs/swagger-ui.css', { 'accept-encoding': 'identity' });
    expect([packed, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', null]);
    expect(packed.text).toBe(plain.text);
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
  });

  it('sends nothing again that has not changed, and no body with HEAD', async () => {
    const { headers } = await ask('/docs/page.js');
    const again = await ask('/docs/page.js', { 'if-none-match': headers.get('etag') ?? '' });
    const head = await ask('/docs/page.js', {}, 'HEAD');
    expect([again.status, again.text, head.status, head.text]).toEqual([304, '', 200, '']);
    expect(head.headers.get('etag')).toBe(headers.get('etag'));
  });

  it('has the AsyncAPI document, and a page about events', async () => {
    const { body } = await ask('/v1/asyncapi.json');
    expect(Object.keys(body.channels)).toEqual(['sns', 'webhook', 'log', 'websub']);
    const { headers, text } = await ask('/docs/events');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('bulletin.article.published.v1');
  });

  it.each([
    ['GET', '/docs/nothing.js', 404],
    ['GET', '/docs/..%2findex.cjs', 404],
    ['POST', '/docs', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const answer = await ask(path, {}, method);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  });
});

describe.skipIf(noBrowser)('/docs, in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
    await bulletin.api('POST', '/v1/publications', { body: { id: 'one', title: 'The One', language: 'en' } });
  });
  afterAll(() => browser.close());

  it('lets a person send a request with a key, and asks nobody else for anything', async () => {
    const { url, operatorKey } = bulletin.addresses;
    const page = await browser.newPage();
    const { hosts, troubles } = watch(page);
    await page.goto(`${url}/docs`);

    await page.getByRole('button', { name: 'Authorize' }).click();
    const dialog = page.locator('.modal-ux');
    await dialog.getByRole('textbox').fill(operatorKey);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();

    const operation = page.locator('#operations-Publications-listPublications');
    await operation.getByRole('button').first().click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = operation.locator('.live-responses-table');
    await answer.getByText('The One').first().waitFor();
    expect(await answer.locator('.response .response-col_status').textContent()).toContain('200');

    expect(troubles).toEqual([]);
    expect(hosts).toEqual(new Set([new URL(url).host]));
  });

  it('leads to the page about events, which needs nothing from elsewhere', async () => {
    const page = await browser.newPage();
    const { hosts, troubles } = watch(page);
    await page.goto(`${bulletin.addresses.url}/docs`);
    await page.getByRole('banner').getByRole('link', { name: 'Events' }).click();
    const type = page.locator('[id="bulletin.article.corrected.v1"]');
    await type.getByText('Example', { exact: true }).click();
    await type.getByText('"specversion": "1.0"').waitFor();
    expect(troubles).toEqual([]);
    expect(hosts).toEqual(new Set([new URL(bulletin.addresses.url).host]));
  });

  it('shows an operation with all that it takes', async () => {
    const page = await browser.newPage();
    const { troubles } = watch(page);
    await page.goto(`${bulletin.addresses.url}/docs#/Articles/changeArticle`);
    const operation = page.locator('#operations-Articles-changeArticle');
    await operation.getByText('If-Match').first().waitFor();
    expect(await operation.textContent()).toContain('article.stale');
    expect(troubles).toEqual([]);
  });
});
