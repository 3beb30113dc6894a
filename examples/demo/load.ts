import { demonstration } from './demonstration.ts';

interface Place {
  readonly url: string;
  readonly operatorKey: string;
  /** Where the pictures are, with a slash at the end; without them the demonstration has none. */
  readonly pictures?: string | undefined;
}

/** Makes the demonstration publication, as an operator and a publisher would; gives the publisher's key. */
export async function loadDemonstration({ url, operatorKey, pictures }: Place): Promise<string> {
  const { publication, authors, articles } = demonstration(pictures);
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
  const [url, operatorKey, pictures] = process.argv.slice(2);
  if (!url || !operatorKey) {
    console.error('usage: node examples/demo/load.ts <url> <operator’s key> [<where its pictures are>/]');
    process.exit(2);
  }
  console.log(`a publisher’s key: ${await loadDemonstration({ url, operatorKey, pictures })}`);
}
