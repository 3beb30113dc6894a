import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type AxeBuilder from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Where CI runs, a missing browser is a failure. */
export const noBrowser = !existsSync(executablePath) && process.env.CI === undefined;
if (noBrowser) console.warn(`there is no ${executablePath}, so nobody looks at pages: apt-get install chromium`);

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath });

/** What a look at a page is for, in a context of its own. */
export async function inPage<Seen>(
  { browser, ...options }: BrowserContextOptions & { readonly browser: Browser },
  look: (page: Page) => Promise<Seen>,
): Promise<Seen> {
  const context = await browser.newContext(options);
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Where a page asks for something, and what goes wrong: refusals by its policy are among what its console says. */
export function watch(page: Page, expected: readonly number[] = []) {
  const hosts = new Set<string>();
  const troubles: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:') hosts.add(host);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (!response.ok() && !expected.includes(response.status()))
      troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => {
    // Answers are looked at above, but for that about an icon which browsers ask each host for on their own.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource: the server responded'))
      troubles.push(message.text());
  });
  return { hosts, troubles };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps people out. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(`if (!globalThis.axe) { ${axe} }`);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
