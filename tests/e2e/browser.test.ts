import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { barriers, inPage, noBrowser, openBrowser, watch } from '../support/browser.ts';
import { Bulletin } from '../support/bulletin.ts';

const ARTICLES = '/v1/publications/bulletin-news/articles';
const WIDTHS = [390, 1280];
const PAGES = [
  ['the front page', '/', 200],
  ['a section', '/sections/city/', 200],
  ['a tag', '/tags/harbour/', 200],
  ['an author', '/authors/tomáš-hrubý/', 200],
  ['an article', '/articles/harbour-bridge-opens', 200],
  ['one in Arabic', '/articles/مقهى-الميناء', 200],
  ['one in Japanese', '/articles/minato-no-asa', 200],
  ['one with a tall picture', '/articles/novi-ritm', 200],
  ['one with a recording', '/articles/comet-over-the-observatory', 200],
  ['one with corrections', '/articles/swap-what-now', 200],
  ['the list of feeds', '/feeds', 200],
  ['an article that is gone', '/articles/night-of-the-long-soup', 410],
  ['an article that never was', '/articles/never-written', 404],
] as const;

describe.skipIf(noBrowser)('the demonstration, in a browser', () => {
  const data = mkdtempSync(join(tmpdir(), 'bulletin-'));
  let bulletin: Bulletin;
  let browser: Browser;
  let home: string;

  beforeAll(async () => {
    [bulletin, browser] = await Promise.all([Bulletin.start(['--data', data, '--port', '0']), openBrowser()]);
    home = `${bulletin.addresses.url}/bulletin-news`;
    await change('swap-what-now', { correction: 'The swap runs for twelve years, not for ten.' });
    await change('night-of-the-long-soup', { status: 'withdrawn' });
    await vi.waitFor(
      async () => {
        expect(await textOf('/articles/swap-what-now')).toContain('twelve years, not for ten');
        expect(await textOf('/')).not.toContain('night-of-the-long-soup');
      },
      { timeout: 15_000 },
    );
  });
  afterAll(async () => {
    await Promise.all([browser.close(), bulletin[Symbol.asyncDispose]()]);
    rmSync(data, { recursive: true, force: true });
  });

  const textOf = async (path: string) => (await bulletin.api('GET', `/bulletin-news${path}`, { key: '' })).text;

  async function change(slug: string, body: object) {
    const list = await bulletin.api('GET', `${ARTICLES}?limit=100`);
    const { id } = list.body.articles.find((article: { slug: string }) => article.slug === slug);
    const { headers } = await bulletin.api('GET', `${ARTICLES}/${id}`);
    await bulletin.api('PATCH', `${ARTICLES}/${id}`, { body, headers: { 'if-match': headers.get('etag') ?? '' } });
  }

  it.each(PAGES)(
    '%s is whole at any width, light and dark, keeps nobody out, and asks nobody else for anything',
    (...row) =>
      inPage({ browser }, async (page) => {
        const [, path, status] = row;
        const { hosts, troubles } = watch(page, [status]);
        expect((await page.goto(`${home}${path}`))?.status()).toBe(status);
        await page.evaluate("for (const picture of document.images) picture.loading = 'eager'");
        await expect.poll(() => unseenPictures(page)).toEqual([]);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await sideways(page), `at ${width}`).toBe(0);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            expect(await barriers(page), `at ${width}, ${colorScheme}`).toEqual([]);
          }
        }
        expect(troubles).toEqual([]);
        expect(hosts).toEqual(new Set([new URL(home).host]));
      }),
  );

  it('lets those who use a keyboard skip what is the same on each page', () =>
    inPage({ browser }, async (page) => {
      await page.goto(`${home}/articles/harbour-bridge-opens`);
      await page.keyboard.press('Tab');
      const skip = page.locator('.skip');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await expect.poll(async () => (await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
    }));

  it('prints an article, and nothing to go elsewhere', () =>
    inPage({ browser }, async (page) => {
      await page.goto(`${home}/articles/harbour-bridge-opens`);
      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['.masthead nav', '.skip', '.connected', '.mentions', '.tags', 'body > footer ul'])
        expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
      for (const shown of ['h1', '.picture img', '.body', '.author']) {
        expect(await page.locator(shown).first().isVisible(), shown).toBe(true);
      }
    }));

  it('copies the address of a feed', () =>
    inPage({ browser, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      const { troubles } = watch(page);
      await page.goto(`${home}/feeds`);
      await page.getByRole('button', { name: `Copy the address ${home}/sections/city/atom.xml` }).click();
      await page.getByText('Copied', { exact: true }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${home}/sections/city/atom.xml`);
      expect(troubles).toEqual([]);
    }));

  it('has links to the feeds where there are no scripts', () =>
    inPage({ browser, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${home}/feeds`);
      expect(await page.getByRole('button').count()).toBe(0);
      expect(await page.locator(`a[href="${home}/tags/harbour/rss.xml"]`).isVisible()).toBe(true);
    }));

  it.each(['rss.xml', 'atom.xml'])('shows %s as a list to read, with the address of its page', (feed) =>
    inPage({ browser, viewport: { width: 390, height: 900 } }, async (page) => {
      const { hosts, troubles } = watch(page);
      const answer = await page.goto(`${home}/${feed}`);
      expect(answer?.headers()['content-type']).toMatch(/^application\/xml/);
      const title = page.locator('title', { hasText: 'After nine years, the harbour bridge opens' });
      expect(await title.isVisible()).toBe(true);
      const text: string = await page.evaluate("document.documentElement.innerText ?? ''");
      expect(text).not.toMatch(/tag:|<p>|isPermaLink/);
      expect(await sideways(page)).toBe(0);
      const link = page.locator(feed === 'rss.xml' ? 'channel > link:not([href])' : 'feed > link[rel=alternate]');
      expect(await link.isVisible()).toBe(true);
      expect(troubles).toEqual([]);
      expect(hosts).toEqual(new Set([new URL(home).host]));
    }),
  );
});

const unseenPictures = (page: Page): Promise<string[]> =>
  page.evaluate('[...document.images].filter((picture) => picture.naturalWidth === 0).map(({ src }) => src)');

/** How far a page goes beyond the window's width. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
