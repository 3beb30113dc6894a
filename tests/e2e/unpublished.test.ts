import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PublicEvent } from '#lib/events/public-event.ts';
import { Bulletin } from '../support/bulletin.ts';
import { Receiver } from '../support/receiver.ts';
import { Subscriber } from '../support/subscriber.ts';
import { WebSubSubscriber } from '../support/websub-subscriber.ts';

const at = (path = '') => `/v1/publications/wire${path}`;

/** Each stands in every field of one unpublished revision, so that a leak says by its word where it comes from. */
const SECRETS = {
  draft: 'brindlewick',
  plan: 'marrowfen',
  draftBeforePublication: 'ottershaw',
  changeBetweenWithdrawalAndPublication: 'pellucid',
  changeAfterWithdrawal: 'quillstone',
  deletedDraft: 'rushmere',
} as const;
const secretsIn = (text: string) =>
  ['confidential', ...Object.values(SECRETS)].filter((word) => text.toLowerCase().includes(word));

const unpublished = (word: string) => ({
  ...{ title: `The ${word} dossier`, slug: `the-${word}-dossier`, summary: `Confidential: ${word}.` },
  content: { html: `<p>What is confidential of ${word}.</p>` },
  ...{ section: word, tags: [word, 'Ferries'], authors: [{ name: word }], externalId: word },
  image: { url: `https://pictures.example/${word}.jpg`, alt: word },
});
const open = (title: string) => ({
  ...{ title, slug: title.toLowerCase().replaceAll(' ', '-'), content: { html: `<p>${title}, for everybody.</p>` } },
  ...{ section: 'World', tags: ['Ferries'], authors: ['ada'] },
});

let bulletin: Bulletin;
let receiver: Receiver;
let follower: WebSubSubscriber;
const messages: string[] = [];
const endpoints = { all: '', drafts: '', filtered: '' };
const keys = { published: '', whole: '' };
let length = 0;

const send = async (method: string, path: string, body?: unknown) => {
  const answer = await bulletin.api(method, at(path), { body });
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  return answer.body;
};
const create = async (body: object): Promise<string> => (await send('POST', '/articles', body)).id;
const change = async (method: 'PUT' | 'PATCH' | 'DELETE', id: string, body?: object) => {
  const { headers } = await bulletin.api('GET', at(`/articles/${id}`));
  const conditional = { 'if-match': headers.get('etag') ?? '' };
  const { status, text } = await bulletin.api(method, at(`/articles/${id}`), { body, headers: conditional });
  expect(status, text).toBeLessThan(300);
};
const look = async (path: string) => (await bulletin.api('GET', path, { key: '' })).text;
const heard = (path: string) => receiver.received.filter(({ url }) => url.pathname === path).map(({ body }) => body);
const sequencesIn = (bodies: readonly string[]) => [
  ...new Set(bodies.flatMap((body) => JSON.parse(body).sequence ?? []).map(Number)),
];
const until = (isSo: () => unknown) => vi.waitUntil(isSo, { timeout: 15_000, interval: 50 });
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

type Shown = readonly (readonly [path: string, shows: RegExp])[];

/** What readers can ask for that follows each change, and what it shows in the end. */
const LISTS: Shown = [
  ...['', 'sections/world/', 'tags/ferries/', 'authors/ada/', 'archive/0/'].flatMap((folder) =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => [`/wire/${folder}${file}`, /lanternford closes/i] as const),
  ),
  ['/wire/feed.json?section=world&tag=ferries', /lanternford closes/i],
  ...['', 'sections/world/', 'tags/ferries/', 'authors/ada/'].map(
    (folder) => [`/wire/${folder}`, /lanternford closes/i] as const,
  ),
  ...['', '.md', '.json'].map((suffix) => [`/wire/articles/lanternford-opens${suffix}`, /lanternford opens/i] as const),
];

/** What is rendered once in a while. */
const GUIDES: Shown = [
  ['/wire/feeds', /ferries/i],
  ['/wire/feeds.opml', /ferries/i],
  ['/wire/sitemap.xml', /archive/i],
  ['/wire/archive/0/sitemap.xml', /lanternford-closes/i],
  ['/wire/news-sitemap.xml', /lanternford closes/i],
  ['/robots.txt', /sitemap/i],
];

async function tellTheStory(): Promise<void> {
  await create(open('Lanternford opens'));
  await create(open('Lanternford goes on'));
  for (const [path] of LISTS) await look(path);
  await create({ ...unpublished(SECRETS.draft), status: 'draft' });
  await create({ ...unpublished(SECRETS.plan), status: 'scheduled', publishAt: '2999-01-01T00:00:00Z' });
  const drafted = await create({ ...unpublished(SECRETS.draftBeforePublication), status: 'draft' });
  await change('PUT', drafted, { ...open('Lanternford was drafted'), status: 'published' });
  const restored = await create(open('Lanternford is restored'));
  await change('PATCH', restored, { status: 'withdrawn' });
  await change('PATCH', restored, unpublished(SECRETS.changeBetweenWithdrawalAndPublication));
  await change('PUT', restored, { ...open('Lanternford is restored'), status: 'published' });
  for (const end of ['PATCH', 'DELETE'] as const) {
    const withdrawn = await create(open(`Lanternford is withdrawn by ${end}`));
    await change('PATCH', withdrawn, { status: 'withdrawn' });
    const word = SECRETS.changeAfterWithdrawal;
    await change('PATCH', withdrawn, { ...unpublished(word), slug: `${word}-${end}`.toLowerCase(), externalId: end });
    if (end === 'DELETE') await change('DELETE', withdrawn);
  }
  await change('DELETE', await create({ ...unpublished(SECRETS.deletedDraft), status: 'draft' }));
  await create(open('Lanternford closes'));
}

beforeAll(async () => {
  [bulletin, receiver, follower] = await Promise.all([Bulletin.start(), Receiver.start(), WebSubSubscriber.start()]);
  await bulletin.api('POST', '/v1/publications', { body: { id: 'wire', title: 'The Wire', language: 'en' } });
  await send('PUT', '/authors/ada', { name: 'Ada Example' });
  for (const [name, scope] of Object.entries({ published: 'events:published', whole: 'events:read' }))
    Object.assign(keys, {
      [name]: (await bulletin.api('POST', at('/keys'), { body: { name, scopes: [scope] } })).body.key,
    });
  const filters = {
    all: {},
    drafts: { types: ['bulletin.article.drafted.v1'] },
    filtered: { tags: Object.values(SECRETS) },
  };
  for (const [name, filter] of Object.entries(filters)) {
    const { id } = await send('POST', '/endpoints', { url: `${receiver.url}/${name}`, ...filter });
    Object.assign(endpoints, { [name]: id });
  }
  const subscriber = await Subscriber.at(bulletin.addresses, { name: 'wire', enveloped: true });
  await follower.subscribe(`${bulletin.addresses.url}/wire/feed.json`);
  await until(() => follower.verifications.length === 1);

  await tellTheStory();
  length = (await send('GET', '/events?limit=1000')).length;
  await until(async () => messages.push(...(await subscriber.bodies())) >= length);
  await until(() => sequencesIn(heard('/all')).length === length);
  await send('POST', `/endpoints/${endpoints.all}/replays`, { after: 0, until: length });
  await send('POST', `/endpoints/${endpoints.all}/test-events`);
  await until(() => heard('/all').length > 2 * length);
  await until(() => follower.deliveries.at(-1)?.body.includes('Lanternford closes'));
}, 90_000);
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
  await follower[Symbol.asyncDispose]();
});

const logAs = (key: string, path = '', headers: Record<string, string> = {}) =>
  bulletin.api('GET', at(`/events${path}`), { key, headers });
const streamed = { accept: 'text/event-stream' };

describe('what is not published is not in', () => {
  it.each<[way: string, shows: RegExp, read: () => Promise<string> | string]>([
    ['what SNS sends, nor in its attributes', /lanternford closes/i, () => messages.join('\n')],
    ['what is posted to an endpoint, replayed and as a test', /lanternford closes/i, () => heard('/all').join('\n')],
    ['what an endpoint hears that asks for drafts', /drafted/, () => heard('/drafts').join('\n')],
    [
      'the log of deliveries',
      /lanternford closes/i,
      async () => {
        const listed = await bulletin.api('GET', at(`/endpoints/${endpoints.all}/deliveries?limit=100`));
        const each = await Promise.all(
          listed.body.deliveries.map(({ id }: { id: string }) =>
            bulletin.api('GET', at(`/endpoints/${endpoints.all}/deliveries/${id}`)),
          ),
        );
        expect(each).toHaveLength(length + 1);
        return [listed, ...each].map(({ text }) => text).join('\n');
      },
    ],
    ['the log, for events:published', /lanternford closes/i, async () => (await logAs(keys.published)).text],
    [
      'the log as server-sent events, for events:published',
      /lanternford closes/i,
      async () => (await logAs(keys.published, '', streamed)).text,
    ],
    [
      'the events of the log one by one, for events:published',
      /lanternford closes/i,
      async () => {
        const each = await Promise.all(upTo(length).map((sequence) => logAs(keys.published, `/${sequence}`)));
        return each.map(({ text }) => text).join('\n');
      },
    ],
    ['what WebSub sends', /lanternford closes/i, () => follower.deliveries.map(({ body }) => body).join('\n')],
    [
      'related articles',
      /lanternford goes on/i,
      async () => {
        const { articles } = await send('GET', '/articles?limit=100&tag=ferries');
        const each = await Promise.all(
          articles.map(({ id }: { id: string }) => bulletin.api('GET', at(`/articles/${id}/related`))),
        );
        return each.map(({ text }) => text).join('\n');
      },
    ],
    ...[...LISTS, ...GUIDES].map(
      ([path, shows]) => [path, shows, () => look(path)] as [string, RegExp, () => Promise<string>],
    ),
  ])('%s', async (_way, shows, read) => {
    await expect.poll(read).toMatch(shows);
    expect(secretsIn(await read())).toEqual([]);
  });

  it.each(Object.entries(SECRETS))('pages at the address of a %s', async (_, word) => {
    for (const path of [`articles/the-${word}-dossier`, `sections/${word}/`, `tags/${word}/`, `authors/${word}/`])
      expect(await look(`/wire/${path}`)).not.toMatch(/confidential/i);
  });
});

describe('an event of what is not published', () => {
  const isSealed = (event: PublicEvent) => 'sealed' in event;
  const said = ['specversion', 'id', 'source', 'type', 'time', 'sequence', 'partitionkey', 'sealed'].toSorted();

  it('says on SNS that it happened, and of what type it is', () => {
    const envelopes = messages.map((body) => JSON.parse(body));
    const sealed = envelopes.filter(({ Message }) => isSealed(JSON.parse(Message)));
    expect(sealed.length).toBeGreaterThan(0);
    for (const { Message, MessageAttributes } of sealed) {
      expect(Object.keys(JSON.parse(Message)).toSorted()).toEqual(said);
      expect(Object.keys(MessageAttributes).toSorted()).toEqual(['publication', 'type']);
    }
  });

  it('says no more to an endpoint, and is not matched by what is in it', async () => {
    const bodies = heard('/all').map((body) => JSON.parse(body));
    for (const body of bodies.filter(isSealed))
      expect(Object.keys(body).toSorted()).toEqual([...said, 'timestamp'].toSorted());
    expect(heard('/drafts')).toHaveLength(3);
    expect(heard('/filtered')).toEqual([]);
    const replay = { after: 0, until: length };
    expect(await send('POST', `/endpoints/${endpoints.filtered}/replays`, replay)).toEqual({ events: 0 });
  });

  it('is whole in the log for events:read, which has the same sequences as every other way', async () => {
    const whole = await logAs(keys.whole);
    const { deletedDraft: _erased, ...kept } = SECRETS;
    for (const word of Object.values(kept)) expect(whole.text).toContain(word);
    expect(whole.text).not.toContain('"sealed"');
    expect((await logAs(keys.whole, '', streamed)).text).toContain(SECRETS.draft);
    const logs = [whole, await logAs(keys.published)].map(({ body }) =>
      body.map(({ sequence }: PublicEvent) => Number(sequence)),
    );
    const told = messages.map((body) => JSON.parse(body).Message);
    for (const sequences of [...logs, sequencesIn(told), sequencesIn(heard('/all'))])
      expect(sequences.toSorted((one: number, other: number) => one - other)).toEqual(upTo(length));
  });
});
