import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAtom, anRss } from '../support/a-source.ts';
import { Bulletin } from '../support/bulletin.ts';
import { newPlace, runCommand, startCommand } from '../support/command-line.ts';
import { writeWordpress } from '../support/large-sources.ts';

let bulletin: Bulletin;
const folder = mkdtempSync(join(tmpdir(), 'bulletin-command-line-'));

beforeAll(async () => {
  bulletin = await Bulletin.start();
});

afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const articlesOf = async (publication: string, query = '') =>
  (await bulletin.api('GET', `/v1/publications/${publication}/articles?limit=100${query}`)).body.articles;

const HELLO = '---\ntitle: The ferry sails\nsection: Harbour\n---\nAt **ten**.\n';

describe('publish', () => {
  it('publishes a file once, however often it is sent', async () => {
    const place = await newPlace(bulletin, 'publish-once');
    const first = await runCommand(['publish', file('once.md', HELLO), '--json'], place);
    expect(first).toMatchObject({ code: 0, complaints: '' });
    const { id, url } = JSON.parse(first.out);
    expect(url).toBe(`${place.url}/publish-once/articles/the-ferry-sails`);
    expect(JSON.parse((await runCommand(['publish', file('once.md', HELLO), '--json'], place)).out).id).toBe(id);
    expect(await articlesOf('publish-once')).toMatchObject([{ id, section: 'Harbour' }]);
  });

  it('creates, changes and leaves alone what has an external id', async () => {
    const place = await newPlace(bulletin, 'publish-again');
    const send = async (text: string) => {
      const content = text.replace('title', 'externalId: "cms/7 50%25 &?"\ntitle');
      return (await runCommand(['publish', file('again.md', content)], place)).out.split(' ')[0];
    };
    expect(await send(HELLO)).toBe('created');
    expect(await send(HELLO)).toBe('unchanged');
    expect(await send(HELLO.replace('ten', 'nine'))).toBe('updated');
    expect(await articlesOf('publish-again')).toMatchObject([{ revision: 2, externalId: 'cms/7 50%25 &?' }]);
  });

  it('keeps drafts and plans', async () => {
    const place = await newPlace(bulletin, 'publish-later');
    await runCommand(['publish', '--draft', file('draft.html', HELLO)], place);
    await runCommand(['publish', '--at', '2036-01-01T08:00:00+01:00', file('plan.md', HELLO)], place);
    expect(await articlesOf('publish-later', '&status=draft')).toHaveLength(1);
    expect(await articlesOf('publish-later', '&status=scheduled')).toMatchObject([
      { publishAt: '2036-01-01T07:00:00.000Z' },
    ]);
  });

  it('says what is wrong, field by field, and sends the other files', async () => {
    const place = await newPlace(bulletin, 'publish-wrong');
    const wrong = file('wrong.md', '---\ntitle: ""\nslug: Not One\n---\nText\n');
    const ended = await runCommand(['publish', wrong, file('right.md', HELLO)], place);
    expect(ended.code).toBe(1);
    expect(ended.complaints).toMatch(
      /wrong\.md: 2 fields.*\n {2}\/title: at least 1 characters.*\n {2}\/slug: lower-case/,
    );
    expect(ended.out).toContain('the-ferry-sails');
  });

  it.each([
    [['fly'], 2, /unknown command 'fly'/],
    [['publish', 'nowhere.md'], 1, /^bulletin: nowhere\.md: there is no such file\n$/],
    [['--key', 'blt_wrong', 'keys', 'list'], 1, /^bulletin: .*\(key\.malformed, 401\)\n$/],
    [['--url', 'http://127.0.0.1:1', 'export'], 1, /^bulletin: http:\/\/127\.0\.0\.1:1 does not answer.*\n$/],
  ])('ends %j with %i and no stack', async (args, code, complaints) => {
    const place = { url: bulletin.addresses.url, key: bulletin.addresses.operatorKey, publication: 'any' };
    expect(await runCommand(args, place)).toMatchObject({ code, complaints: expect.stringMatching(complaints) });
  });
});

describe('import', () => {
  it.each([
    [
      'rss',
      anRss('<item><guid>urn:1</guid><title>Ferry</title><description>x</description><category>Sea</category></item>'),
    ],
    ['atom', anAtom('<entry><id>urn:1</id><title>Ferry</title><content>x</content><category term="Sea"/></entry>')],
    [
      'json',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [{ id: 'urn:1', title: 'Ferry', content_text: 'x', tags: ['Sea'] }],
      }),
    ],
  ])('takes %s, and takes it again without a change', async (format, content) => {
    const place = await newPlace(bulletin, `import-${format}`);
    const source = file(`source-${format}`, content);
    expect(await runCommand(['import', source], place)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 created/),
    });
    expect((await runCommand(['import', source], place)).out).toMatch(/^0 created, 0 updated, 1 unchanged, 0 skipped/);
    expect(await articlesOf(place.publication)).toMatchObject([
      { title: 'Ferry', externalId: 'urn:1', section: 'Sea' },
    ]);
  });

  it('takes a source from the web, in the encoding that HTTP says', async () => {
    const body = Buffer.from(anRss('<item><title>Zürich</title><description>x</description></item>'), 'latin1');
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/rss+xml; charset=iso-8859-1' }).end(body),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const place = await newPlace(bulletin, 'import-web');
    const ended = await runCommand(['import', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`], place);
    server.close();
    expect(ended.out).toMatch(/^1 created/);
    expect(await articlesOf('import-web')).toMatchObject([{ title: 'Zürich' }]);
  });

  it('makes nothing twice when it is killed in the middle and begun again', async () => {
    const place = await newPlace(bulletin, 'import-killed');
    const source = join(folder, 'large.xml');
    await writeWordpress(source, { entries: 120, kilobytes: 1 });
    await using first = startCommand(['import', source], place);
    await expect.poll(async () => (await articlesOf('import-killed')).length).toBeGreaterThan(23);
    first.process.kill('SIGKILL');
    await first.ended;
    const report = join(folder, 'report.json');
    const second = await runCommand(['import', source, '--report', report], place);
    expect(second).toMatchObject({ code: 0, complaints: '' });
    const { created, unchanged, entries } = JSON.parse(readFileSync(report, 'utf8'));
    expect(created + unchanged).toBe(120);
    expect(unchanged).toBeGreaterThan(23);
    expect(new Set(entries.map(({ article }: { article: string }) => article)).size).toBe(120);
    const { body: log } = await bulletin.api('GET', '/v1/publications/import-killed/events?limit=1000');
    expect(new Set(log.map(({ subject }: { subject: string }) => subject)).size).toBe(120);
    expect(log.length).toBe(120);
  });

  it('goes on past what is bad, and says what is wrong with a source as a whole', async () => {
    const place = await newPlace(bulletin, 'import-bad');
    const items = '<item><title>Good</title><description>x</description></item><item><title>Empty</title></item>';
    const cut = await runCommand(['import', file('cut.xml', anRss(items).replace('</channel></rss>', ''))], place);
    expect(cut).toMatchObject({
      code: 1,
      complaints: expect.stringMatching(/cut\.xml: the file does not end as it began/),
    });
    expect(cut.out).toMatch(/^1 created, 0 updated, 0 unchanged, 1 skipped\n {2}“Empty”: it has no text/);
    const page = await runCommand(['import', file('page.html', '<!DOCTYPE html><html></html>')], place);
    expect(page).toMatchObject({ code: 1, out: '', complaints: expect.stringMatching(/it is an HTML page/) });
  });
});

/** A publication with an article of each kind, and the file that it was exported to. */
async function exported(publication: string) {
  const place = await newPlace(bulletin, publication);
  const at = `/v1/publications/${publication}`;
  await bulletin.api('PUT', `${at}/authors/mira`, { body: { name: 'Mira', biography: 'Writes.' } });
  const dated = { publishedAt: '2020-01-01T00:00:00.000Z', authors: ['mira', { name: 'Ann Example' }] };
  const drafts = [
    { title: 'One', content: { markdown: '**x**' }, section: 'Sea', tags: ['Sky'], ...dated },
    { title: 'Two', content: { html: '<p>x</p>' }, url: 'https://old.example/2', externalId: 'two', ...dated },
    { title: 'Three', content: { html: '<p>x</p>' }, status: 'draft' },
    { title: 'Four', content: { html: '<p>x</p>' }, status: 'scheduled', publishAt: '2036-01-01T00:00:00.000Z' },
  ];
  for (const body of drafts) await bulletin.api('POST', `${at}/articles`, { body });
  const out = join(folder, `${publication}.ndjson`);
  const ended = await runCommand(['export', '--out', out], place);
  expect(ended).toMatchObject({ code: 0, complaints: '4 articles, 1 authors\n' });
  return { place, out };
}

describe('export', () => {
  it('is taken by another publication, and makes the same articles there', async () => {
    const { out } = await exported('export-from');
    const to = await newPlace(bulletin, 'export-to');
    expect((await runCommand(['import', out, '--keep-urls'], to)).out).toMatch(/^4 created/);
    expect((await runCommand(['import', out, '--keep-urls'], to)).out).toMatch(/^0 created, 0 updated, 4 unchanged/);

    const lines = (await runCommand(['export'], to)).out.trim().split('\n');
    const theirs = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines.map(comparable).sort()).toEqual(theirs.map(comparable).sort());
  });

  it('is no second time what the publication has', async () => {
    const { place, out } = await exported('export-again');
    const ended = await runCommand(['import', out, '--keep-urls'], place);
    expect(ended.out).toMatch(/^0 created, 0 updated, 1 unchanged, 3 skipped/);
  });
});

/** Of a line what must be the same in any publication. */
function comparable(line: string): string {
  const value = JSON.parse(line);
  if (value._type === 'publication') return 'publication';
  const { id, uri, publication, externalId, revision, createdAt, updatedAt, modifiedAt, url, ...same } = value;
  return JSON.stringify({
    ...same,
    ...(url?.includes('old.example') && { url }),
    ...(value._type === 'author' && { id }),
  });
}

describe('tail', () => {
  it('prints events as they come, and ends cleanly', async () => {
    const place = await newPlace(bulletin, 'tail');
    await bulletin.api('POST', '/v1/publications/tail/articles', { body: { title: 'Before', content: { html: 'x' } } });
    await using all = startCommand(['tail', '--after', '0', '--json'], place);
    await using drafted = startCommand(['tail', '--after', '0', '--type', 'drafted'], place);
    await expect.poll(() => all.out()).toContain('Before');
    await bulletin.api('POST', '/v1/publications/tail/articles', {
      body: { title: 'Draft', content: { html: 'x' }, status: 'draft' },
    });
    await expect.poll(() => all.out()).toContain('Draft');
    await expect
      .poll(() => drafted.out())
      .toMatch(/^2 {2}\S+ {2}bulletin\.article\.drafted\.v1 {2}art_\S+ {2}Draft\n$/);
    const events = all
      .out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
    for (const command of [all, drafted]) {
      command.process.kill('SIGINT');
      expect(await command.ended).toMatchObject({ code: 0, signal: null });
    }
  });
});

it('goes on following when the server was away, and whatever answered in its place', async () => {
  const event = { id: '1', type: 'bulletin.article.published.v1', time: 'now', sequence: '000000000001', data: {} };
  const answers = [
    [200, []],
    [404, 'Not Found'],
    [503, ''],
    [200, [event]],
    [200, []],
  ] as const;
  let asked = 0;
  const server = createServer((_, response) => {
    const [status, body] = answers[Math.min(asked, answers.length - 1)] ?? [500, ''];
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'blt', publication: 'away' };
  await using following = startCommand(['tail', '--after', '0', '--json'], place);
  await expect.poll(() => following.out()).toContain('000000000001');
  following.process.kill('SIGINT');
  expect(await following.ended).toMatchObject({ code: 0 });
  server.close();
});

describe('keys', () => {
  it('makes, lists and revokes them', async () => {
    const place = await newPlace(bulletin, 'keys');
    const made = await runCommand(['keys', 'create', 'our CMS', '--scope', 'articles:read'], place);
    expect(made.complaints).not.toContain('blt_');
    const [id] = made.complaints.match(/[0-9a-z]{26}/) ?? [''];
    const theirs = { ...place, key: made.out.trim() };
    expect((await runCommand(['export'], theirs)).code).toBe(0);
    expect((await runCommand(['publish', file('scope.md', HELLO)], theirs)).complaints).toMatch(
      /key\.out-of-scope, 403/,
    );
    expect((await runCommand(['keys', 'rotate', id, '--overlap', '1'], place)).out).toMatch(/^blt_[\w-]+\n$/);
    expect((await runCommand(['keys', 'revoke', id], place)).code).toBe(0);
    expect((await runCommand(['keys', 'list'], place)).out).toMatch(
      new RegExp(`${id} +our CMS +articles:read .* revoked 20`),
    );
  });

  it('makes one that ends when it is told to', async () => {
    const place = await newPlace(bulletin, 'keys-expire');
    const made = await runCommand(['keys', 'create', 'guest', '--expires', '2036-02-01', '--json'], place);
    const { id, key } = JSON.parse(made.out);
    const { status, body } = await bulletin.api('GET', `/v1/publications/keys-expire/keys/${id}`);
    expect([status, body.expiresAt]).toEqual([200, '2036-02-01T00:00:00.000Z']);
    expect((await runCommand(['keys', 'list'], { ...place, key })).complaints).toMatch(/key\.out-of-scope/);
    expect((await runCommand(['keys', 'list'], place)).out).toMatch(/guest .* good until 2036-02-01T00:00:00\.000Z/);
    const wrong = await runCommand(['keys', 'create', 'guest', '--expires', 'soon'], place);
    expect(wrong).toMatchObject({ code: 2, out: '', complaints: expect.stringContaining("'soon'") });
  });
});
