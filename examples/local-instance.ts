import { readFileSync } from 'node:fs';

/** What the local start keeps beside its state: its addresses, and a key for its demonstration. */
export function localInstance() {
  const { url, topicArn, endpoints } = read('addresses.json');
  const { publisher, operator } = read('keys.json');
  return { url, topicArn, endpoints, key: publisher ?? operator };
}

function read(name: string) {
  try {
    return JSON.parse(readFileSync(`.bulletin/${name}`, 'utf8'));
  } catch {
    console.error('there is no local instance: run "npm start" first, in another terminal');
    process.exit(2);
  }
}
