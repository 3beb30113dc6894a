import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionFrom } from '#lib/cli/connection.ts';

const state = mkdtempSync(join(tmpdir(), 'bulletin-connection-'));
writeFileSync(join(state, 'addresses.json'), JSON.stringify({ url: 'http://localhost:8787' }));
writeFileSync(join(state, 'keys.json'), JSON.stringify({ operator: 'local-operator', publisher: 'local-publisher' }));
afterAll(() => rmSync(state, { recursive: true }));

const nowhere = join(state, 'nowhere');
const env = { BULLETIN_URL: 'https://env.example/', BULLETIN_KEY: 'env-key', BULLETIN_PUBLICATION: 'env-paper' };

describe('where Bulletin is, who asks and for what', () => {
  it('is what the options say', () => {
    const options = { url: 'https://option.example/v1/', key: 'option-key', publication: 'option-paper' };
    expect(connectionFrom(options, { env, state })).toEqual({ ...options, url: 'https://option.example' });
  });

  it('is what the environment says, else', () => {
    expect(connectionFrom({}, { env, state })).toEqual({
      ...{ url: 'https://env.example', key: 'env-key', publication: 'env-paper' },
    });
  });

  it('is the local start, else', () => {
    expect(connectionFrom({}, { env: {}, state })).toEqual({
      ...{ url: 'http://localhost:8787', key: 'local-operator', publication: 'bulletin-news' },
    });
  });

  it('is never the local key for another address', () => {
    const options = { url: 'https://other.example', publication: 'paper' };
    expect(() => connectionFrom(options, { env: {}, state })).toThrow(/no key: say it with --key or BULLETIN_KEY/);
  });

  it.each([
    [{}, /no address/],
    [{ url: 'ftp://x' }, /no http or https address/],
    [{ url: 'https://x.example' }, /no key/],
    [{ url: 'https://x.example', key: 'a b' }, /characters that no key has/],
    [{ url: 'https://x.example', key: 'a' }, /no publication/],
  ])('is not guessed from %j', (options, message) => {
    expect(() => connectionFrom(options, { env: {}, state: nowhere })).toThrow(message);
  });
});
