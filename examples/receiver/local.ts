import { localInstance } from '#examples/local-instance.ts';

/** Runs the receiver against the local start. */
const { url, key } = localInstance();

process.env = { BULLETIN_URL: url, BULLETIN_KEY: key, ...process.env };

await import('./main.ts');
