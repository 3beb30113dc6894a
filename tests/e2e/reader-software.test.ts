import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, Bulletin } from '../support/bulletin.ts';
import { Newsboat } from '../support/newsboat.ts';
import { RecordingProxy } from '../support/recording-proxy.ts';
import { Rss2Email } from '../support/rss2email.ts';

const isMissing = (program: string) => !existsSync(program) && process.env.CI === undefined;
for (const program of [Newsboat.program, Rss2Email.program].filter(isMissing)) {
  console.warn(`there is no ${program}, so it does not read: apt-get install newsboat rss2email`);
}

let bulletin: Bulletin;
let proxy: RecordingProxy;
beforeAll(async () => {
  bulletin = await Bulletin.start();
  proxy = await RecordingProxy.before(bulletin.addresses.url);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await bulletin[Symbol.asyncDispose]();
});

/** A publication of its own, one feed of it, and what its newsroom does. */
async function newsroom(document: string, { id, ...settings }: { id: string; feedContent?: 'summary' }) {
  await bulletin.api('POST', '/v1/publications', { body: { id, title: 'The Post', language: 'en', ...settings } });
  const articles = `/v1/publications/${id}/articles`;
  const path = `/${id}/${document}`;
  // Several at once: each environment of the function remembers for a fraction of a second what it has read, and one that is not
  // met here may still answer a client with that.
  const readings = () =>
    Promise.all(Array.from({ length: 8 }, async () => (await fetch(bulletin.addresses.url + path)).text()));
  const feedHas = (text: string) =>
    expect.poll(async () => (await readings()).every((reading) => reading.includes(text))).toBe(true);
  const change = (article: ApiAnswer, body: object) =>
    bulletin.api('PATCH', `${articles}/${article.body.id}`, { body, headers: { 'if-match': '*' } });
  return {
    ...{ path, url: proxy.url + path, change, feedHas },
    publish: async (title: string) => {
      const image = { url: 'https://images.example/a.jpg', caption: 'A ferry' };
      const authors = [{ name: 'Ada' }, { name: 'Łucja' }];
      const body = { title, content: { html: '<p>All of <b>two &lt; three</b>.</p>' }, authors, image };
      const article = await bulletin.api('POST', articles, { body });
      await feedHas(article.body.uri);
      return article;
    },
  };
}

const formats = ['rss.xml', 'atom.xml'];

describe.skipIf(isMissing(Newsboat.program)).each(formats)('newsboat reading %s', (document) => {
  it('shows what is new and what has changed, and asks for what it has no second time', async () => {
    const { url, path, publish, change, feedHas } = await newsroom(document, { id: `boat-${document.slice(0, 3)}` });
    using newsboat = new Newsboat(url);
    const [first, second] = [await publish('“One” & <two>'), await publish('Withdrawn later')];

    expect(await newsboat.reload()).toBe('2 unread articles');
    const shown = newsboat.articles().get(first.body.uri);
    // Of several authors in RSS it shows the last.
    const author = document === 'rss.xml' ? 'Łucja' : 'Ada, Łucja';
    expect(shown).toMatchObject({ title: '“One” & <two>', author });
    expect(shown?.content).toContain('<p>All of <b>two &lt; three</b>.</p>');
    expect(shown?.content).toContain('<img src="https://images.example/a.jpg"');

    // It keeps no validators of the first answer of a new subscription.
    await newsboat.reload();
    expect(await newsboat.reload()).toBe('2 unread articles');
    expect(proxy.lastOf(path)).toBe(304);

    await change(first, { title: 'One, corrected', correction: 'It was one.' });
    await change(second, { status: 'withdrawn' });
    const third = await publish('Three');
    await feedHas('It was one.');
    await expect.poll(() => newsboat.reload()).toBe('3 unread articles');
    expect(proxy.lastOf(path)).toBe(200);
    const later = newsboat.articles();
    expect(later.get(first.body.uri)).toMatchObject({ title: 'One, corrected' });
    expect(later.get(first.body.uri)?.content).toContain('It was one.');
    expect(later.get(third.body.uri)).toMatchObject({ title: 'Three', unread: 1 });
    // What it has once fetched it keeps, whatever becomes of the feed.
    expect(later.has(second.body.uri)).toBe(true);
    expect(later.size).toBe(3);
  });
});

describe.skipIf(isMissing(Rss2Email.program)).each(formats)('rss2email reading %s', (document) => {
  it('sends what is new and what has changed, and asks for what it has no second time', async () => {
    const { url, path, publish, change, feedHas } = await newsroom(document, { id: `mail-${document.slice(0, 3)}` });
    using rss2email = new Rss2Email(url);
    const [first, second] = [await publish('“One” & <two>'), await publish('Withdrawn later')];

    const mails = await rss2email.run();
    expect(mails.size).toBe(2);
    expect(mails.get(first.body.uri)).toMatchObject({ subject: '“One” & <two>', answers: false });
    expect(mails.get(first.body.uri)?.body).toContain('All of **two < three**.');
    expect(mails.get(first.body.uri)?.body).toContain('https://images.example/a.jpg');

    expect(await rss2email.run()).toEqual(new Map());
    expect(proxy.lastOf(path)).toBe(304);

    await change(first, { title: 'One, corrected', correction: 'It was one.' });
    await change(second, { status: 'withdrawn' });
    const third = await publish('Three');
    await feedHas('It was one.');
    let later: Awaited<ReturnType<Rss2Email['run']>> = new Map();
    const mailed = async () => {
      later = new Map([...later, ...(await rss2email.run())]);
      return later.size;
    };
    await expect.poll(mailed).toBe(2);
    expect(proxy.lastOf(path)).toBe(200);
    expect(later.get(first.body.uri)).toMatchObject({ subject: 'One, corrected', answers: true });
    expect(later.get(first.body.uri)?.body).toContain('It was one.');
    // A mail that was sent cannot be taken back: nothing is said of what was withdrawn.
    expect([...later.keys()].sort()).toEqual([first.body.uri, third.body.uri].sort());
  });

  it('sends the words of the article, not those of its picture, from a feed of summaries', async () => {
    const { url, publish } = await newsroom(document, { id: `sum-${document.slice(0, 3)}`, feedContent: 'summary' });
    using rss2email = new Rss2Email(url);
    const article = await publish('One');
    const { body } = (await rss2email.run()).get(article.body.uri) ?? {};
    expect(body).toContain('All of two < three.');
    expect(body).not.toContain('A ferry');
  });
});
