import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { listen } from '#lib/local/listen.ts';
import { spawnOwned } from '#lib/local/owned-process.ts';

// Run as a process of its own: `node dying-parent.ts 2` owns a process, which starts another. Each listens, and prints its port.
const generations = Number(process.argv[2]);
const child = [import.meta.filename, String(generations - 1)];
console.log(await listen(createServer((_, response) => void response.end())));
if (generations === 2) spawnOwned(process.execPath, child, { stdout: 'inherit', stderr: 'inherit' });
if (generations === 1) spawn(process.execPath, child, { stdio: ['ignore', 'inherit', 'inherit'] });
