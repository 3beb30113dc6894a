import { readFileSync } from 'node:fs';

/** Runs the receiver against the local start, which keeps its address and keys beside its state. */
const read = (name: string) => {
  try {
    return JSON.parse(readFileSync(`.bulletin/${name}`, 'utf8'));
  } catch {
    console.error('there is no local instance: run "npm start" first, in another terminal');
    process.exit(2);
  }
};

const { url } = read('addresses.json');
const { publisher, operator } = read('keys.json');

process.env = { BULLETIN_URL: url, BULLETIN_KEY: publisher ?? operator, ...process.env };

await import('./main.ts');
