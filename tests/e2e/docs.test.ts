import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && process.env.CI === undefined;
if (missing) console.warn(`there is no ${executablePath}, so nobody looks at /docs: apt-get install chromium`);

describe.skipIf(missing)('/docs, in a browser', () => {
  let bulletin: Bulletin;
  let browser: Browser;

  beforeAll(async () => {
    [bulletin, browser] = await Promise.all([Bulletin.start(), chromium.launch({ executablePath })]);
    await bulletin.api('POST', '/v1/publications', { body: { id: 'one', title: 'The One', language: 'en' } });
  });
  afterAll(async () => {
    await browser.close();
    await bulletin[Symbol.asyncDispose]();
  });

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

/** Where a page asks for something, and what goes wrong: refusals by its policy are among what its console says. */
function watch(page: Page) {
  const hosts = new Set<string>();
  const troubles: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:') hosts.add(host);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('response', (response) => response.ok() || troubles.push(`${response.status()}: ${response.url()}`));
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  return { hosts, troubles };
}
