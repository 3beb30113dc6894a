import { readdirSync, readFileSync } from 'node:fs';

interface Place {
  readonly url: string;
  readonly operatorKey: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

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
  const publication = read('publication.json');
  await call('POST', '', { body: publication, key: operatorKey });
  const scopes = ['articles:read', 'articles:write', 'events:read', 'keys:manage'];
  const { key } = await call('POST', `/${publication.id}/keys`, {
    body: { name: 'demonstration', scopes },
    key: operatorKey,
  });
  for (const { id, ...profile } of read('authors.json'))
    await call('PUT', `/${publication.id}/authors/${id}`, { body: profile, key });
  for (const article of articles()) await call('POST', `/${publication.id}/articles`, { body: article, key });
  return key;
}

/** Each is a file of Markdown under a head of JSON. */
function articles(): unknown[] {
  const folder = new URL('articles/', import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const [head = '{}', ...body] = readFileSync(new URL(name, folder), 'utf8').split('\n---\n');
      const content = name.endsWith('.html') ? { html: body.join('\n---\n') } : { markdown: body.join('\n---\n') };
      return { ...JSON.parse(head), content };
    });
}
