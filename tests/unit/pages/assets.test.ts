import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string): string => readFileSync(`lib/pages/assets/${name}`, 'utf8');

describe.each(['page.css', 'feed.css'])('%s', (name) => {
  const css = read(name);

  it('is small, and loads nothing', () => {
    expect(Buffer.byteLength(css)).toBeLessThan(9 * 1024);
    expect(css).not.toMatch(/@import|url\(/);
  });

  it.each(['light', 'dark'])('has the contrast of WCAG AA in the %s', (scheme) => {
    const colours = coloursOf(css)[scheme === 'light' ? 0 : 1] ?? {};
    for (const text of ['ink', 'soft', 'accent'])
      for (const ground of ['paper', 'card'])
        expect(contrast(colours[text] ?? '', colours[ground] ?? ''), `${text} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
  });
});

it('copy.js makes its buttons itself, and says what it did to those who do not see it', () => {
  const script = read('copy.js');
  expect(script).toContain('aria-live');
  expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|eval|\bon[a-z]+\s*=/);
});

/** The colours of each `:root`, by their names. */
const coloursOf = (css: string): Record<string, string>[] =>
  [...css.matchAll(/:root\s*\{([^}]*)\}/g)].map(([, block = '']) =>
    Object.fromEntries(
      [...block.matchAll(/--([a-z]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, colour]) => [name, colour]),
    ),
  );

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
