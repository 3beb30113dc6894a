import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyMemory } from '#lib/http/readers/body-memory.ts';
import { CodedBody } from '#lib/http/readers/coded-body.ts';

const KB = 1024;
const rendered = (text: string) => async () => ({ text, hash: `hash of ${text.length}` });

describe('the memory of bodies', () => {
  it('renders a version once, however many ask for it at once', async () => {
    const memory = new BodyMemory({ bytes: KB });
    let renderings = 0;
    const { promise, resolve } = Promise.withResolvers<{ text: string; hash: string }>();
    const render = () => {
      renderings += 1;
      return promise;
    };
    const asked = Array.from({ length: 20 }, () => memory.get({ name: 'rss', version: '1' }, render));
    resolve({ text: 'body', hash: 'h' });
    const bodies = await Promise.all(asked);
    expect(renderings).toBe(1);
    expect(new Set(bodies).size).toBe(1);
    expect(await memory.get({ name: 'rss', version: '1' }, rendered('another'))).toBe(bodies[0]);
  });

  it('renders again what failed to be rendered', async () => {
    const memory = new BodyMemory({ bytes: KB });
    const failing = memory.get({ name: 'rss', version: '1' }, () => Promise.reject(new Error('no table')));
    await expect(failing).rejects.toThrow('no table');
    expect((await memory.get({ name: 'rss', version: '1' }, rendered('body'))).size).toBe(4);
  });

  it('keeps the last version of a document alone', async () => {
    const memory = new BodyMemory({ bytes: KB });
    await memory.get({ name: 'rss', version: '1' }, rendered('1'.repeat(100)));
    await memory.get({ name: 'rss', version: '2' }, rendered('2'.repeat(200)));
    expect(memory.size).toBe(200);
  });

  it('is bounded by bytes: what nobody has asked for the longest leaves first', async () => {
    const memory = new BodyMemory({ bytes: 3 * KB });
    for (const name of ['a', 'b', 'c']) await memory.get({ name, version: '1' }, rendered(name.repeat(KB)));
    await memory.get({ name: 'a', version: '1' }, rendered('never'));
    await memory.get({ name: 'd', version: '1' }, rendered('d'.repeat(KB)));
    expect(memory.size).toBe(3 * KB);
    const again = (name: string) => memory.get({ name, version: '1' }, rendered('again'));
    expect((await again('a')).size).toBe(KB);
    expect((await again('b')).size).toBe(5);
  });

  it('counts the codings of a body among its bytes', async () => {
    const memory = new BodyMemory({ bytes: 100 * KB });
    const body = await memory.get({ name: 'a', version: '1' }, rendered('word '.repeat(KB)));
    await Promise.all([body.in('br'), body.in('gzip')]);
    const [br, gzip] = [(await body.in('br')).length, (await body.in('gzip')).length];
    expect(memory.size).toBe(5 * KB + br + gzip);
  });

  it('keeps nothing that is larger than all of it, and gives it all the same', async () => {
    const memory = new BodyMemory({ bytes: KB });
    expect((await memory.get({ name: 'a', version: '1' }, rendered('x'.repeat(2 * KB)))).size).toBe(2 * KB);
    expect(memory.size).toBe(0);
  });
});

describe('a body', () => {
  it('is the same text in every coding', async () => {
    const body = new CodedBody('Zürich, 東京', { hash: 'h' });
    expect(Buffer.from(await body.in('identity')).toString()).toBe('Zürich, 東京');
    expect(brotliDecompressSync(await body.in('br')).toString()).toBe('Zürich, 東京');
    expect(gunzipSync(await body.in('gzip')).toString()).toBe('Zürich, 東京');
  });

  it('is coded once', async () => {
    const body = new CodedBody('text', { hash: 'h' });
    expect(await body.in('br')).toBe(await body.in('br'));
  });
});
