import { describe, expect, it } from 'vitest';
import { feedUrl } from '#lib/domain/feed.ts';
import { feedAddressOf } from '#lib/http/readers/feed-address.ts';

const addressOf = (query: string, params: Record<string, string> = {}) => {
  const asked = { publication: 'harbour-post', document: 'feed.json', ...params };
  const { key, canonical } = feedAddressOf({ params: asked, query: new URLSearchParams(query) });
  return { canonical, url: feedUrl(key.subject, { publicUrl: 'https://news.example', ...key }) };
};
const FEED = 'https://news.example/harbour-post/feed.json';

describe('the address of a feed', () => {
  it.each([
    ['section=world&tag=climate,energy', 'section=world&tag=climate,energy'],
    ['author=ada&not=sport', 'author=ada&not=sport'],
    [`tag=${encodeURIComponent('日本')},b`, `tag=b,${encodeURIComponent('日本')}`],
  ])('?%s is one that is composed', (query, canonical) => {
    expect(addressOf(canonical)).toEqual({ canonical: true, url: `${FEED}?${canonical}` });
    expect(addressOf(query).url).toBe(`${FEED}?${canonical}`);
  });

  it.each([
    ['tag=climate,energy&section=world', 'section=world&tag=climate,energy'],
    ['section=world&tag=energy,climate', 'section=world&tag=climate,energy'],
    ['section=world&tag=climate&tag=energy', 'section=world&tag=climate,energy'],
    ['section=World&tag=Climate+Energy', 'section=world&tag=climate-energy'],
    ['section=world&tag=climate&utm_source=x', 'section=world&tag=climate'],
    ['section=world&tag=climate,,climate', 'section=world&tag=climate'],
  ])('?%s is said in another way than the canonical one', (query, canonical) => {
    expect(addressOf(query)).toEqual({ canonical: false, url: `${FEED}?${canonical}` });
  });

  it.each([
    ['section=world', 'https://news.example/harbour-post/sections/world/feed.json'],
    ['tag=Climate', 'https://news.example/harbour-post/tags/climate/feed.json'],
    ['author=ada', 'https://news.example/harbour-post/authors/ada/feed.json'],
  ])('?%s is that of a feed of one name', (query, url) => {
    expect(addressOf(query)).toEqual({ canonical: false, url });
  });

  it.each(['', 'utm_source=x', 'section=&tag=,', 'page=2'])(
    'is not changed by ?%s, which composes nothing',
    (query) => {
      expect(addressOf(query)).toEqual({ canonical: true, url: FEED });
    },
  );

  it('of a section is not composed any further', () => {
    const { canonical, url } = addressOf('tag=climate', { section: 'world' });
    expect([canonical, url]).toEqual([true, 'https://news.example/harbour-post/sections/world/feed.json']);
  });

  it('is at most as long as what it is stored under may be', () => {
    const names = (letters: number) => `tag=${'a'.repeat(74)},${encodeURIComponent('漢'.repeat(letters))}`;
    expect(addressOf(names(80)).url).toContain('%E6%BC%A2');
    const longer = `${names(80)},${encodeURIComponent('字'.repeat(40))}`;
    expect(() => addressOf(longer)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('has at most twenty names', () => {
    const names = Array.from({ length: 21 }, (_, n) => `t${n}`).join(',');
    expect(() => addressOf(`tag=${names}`)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });
});
