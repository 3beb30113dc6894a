import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../support/strict-xml.ts';
import { feedIn, RULES } from '../../support/validator-rules.ts';

const golden = globSync('*.xml', { cwd: new URL('golden/', import.meta.url).pathname }).sort();

describe.each(golden)('%s', (file) => {
  const feed = feedIn(readXml(readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8')));

  it.each(Object.entries(RULES))('gives the W3C validator no reason to say %s', (_message, complaintsOf) => {
    expect(complaintsOf(feed)).toEqual([]);
  });
});
