#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to read TypeScript hands on to the one that comes with the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (major >= 24) {
  // A command that lasts a moment would otherwise spend most of it on compiling.
  module.enableCompileCache();
  const { commandLine } = await import('../lib/cli/command-line.ts');
  process.exitCode = await commandLine(process.argv.slice(2));
} else if (existsSync(own) && !process.env.BULLETIN_HANDED_ON) {
  const [, ...args] = process.argv;
  const child = spawn(own, args, { stdio: 'inherit', env: { ...process.env, BULLETIN_HANDED_ON: '1' } });
  // The terminal tells both of Ctrl-C, and the second time counts as more than the first.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  console.error(
    `Bulletin needs Node 24 or newer, and this is ${process.version} (${process.execPath}).\n` +
      'Node 24 comes with the project on Linux: run "npm ci" first. Elsewhere, install it from https://nodejs.org.',
  );
  process.exit(1);
}
