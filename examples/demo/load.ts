import { readdirSync, readFileSync } from 'node:fs';

interface Place {
  readonly url: string;
  readonly operatorKey: string;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

export const publication = JSON.parse(read('publication.json'));
export const authors: { id: string }[] = JSON.parse(read('authors.json'));

/** Each is a file of Markdown or HTML under a head of JSON. */
export const articles: Record<string, unknown>[] = readdirSync(new URL('articles/', import.meta.url))
  .sort()
  .map((name) => {
    const [head = '', ...body] = read(`articles/${name}`).split('\n---\n');
    const content = { [name.endsWith('.html') ? 'html' : 'markdown']: body.join('\n---\n').trim() };
    return { ...JSON.parse(head), content };
  });

/** Makes the demonstration publication, as an operator and a publisher would; gives the publisher's key. */
export async function loadDemonstration({ url, operatorKey }: Place): Promise<string> {
  const call = async (method: string, path: string, { body, key }: { body: unknown; key: string }) => {
    const response = await fetch(`${url}/v1/publications${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // Taken already: a start that was cut short is taken up again.
    if (!response.ok && response.status !== 409)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { key: string };
  };
  await call('POST', '', { body: publication, key: operatorKey });
  const scopes = ['articles:read', 'articles:write', 'events:read', 'endpoints:manage', 'keys:manage'];
  const { key } = await call('POST', `/${publication.id}/keys`, {
    body: { name: 'demonstration', scopes },
    key: operatorKey,
  });
  for (const { id, ...profile } of authors)
    await call('PUT', `/${publication.id}/authors/${encodeURIComponent(id)}`, { body: profile, key });
  for (const article of articles) await call('POST', `/${publication.id}/articles`, { body: article, key });
  return key;
}

if (import.meta.main) {
  const [url, operatorKey] = process.argv.slice(2);
  if (!url || !operatorKey) {
    console.error('usage: node examples/demo/load.ts <url> <operator’s key>');
    process.exit(2);
  }
  console.log(`a publisher’s key: ${await loadDemonstration({ url, operatorKey })}`);
}
