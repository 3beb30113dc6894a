import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What a receiver must remember: the secret is shown once. */
export interface Registration {
  readonly endpoint: string;
  readonly secret: string;
  readonly port: number;
}

interface Place {
  readonly url: string;
  readonly key: string;
  readonly publication: string;
  readonly file: string;
}

/** The registration of the last time, when Bulletin still knows it; otherwise a new one, for a port. */
export async function registration({ url, key, publication, file }: Place, port: number): Promise<Registration> {
  const endpoints = `${url}/v1/publications/${publication}/endpoints`;
  const authorized = { authorization: `Bearer ${key}` };
  const known: Registration | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (known && (await fetch(`${endpoints}/${known.endpoint}`, { headers: authorized })).ok) return known;

  const response = await fetch(endpoints, {
    method: 'POST',
    headers: { ...authorized, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://localhost:${port}/`, description: 'the example receiver' }),
  });
  if (!response.ok) throw new Error(`it was not registered: ${response.status} ${await response.text()}`);
  const { id: endpoint, secret } = (await response.json()) as { id: string; secret: string };
  writeFileSync(file, JSON.stringify({ endpoint, secret, port }), { mode: 0o600 });
  return { endpoint, secret, port };
}
