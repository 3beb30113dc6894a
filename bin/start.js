// Plain JavaScript, so that a Node too old to read TypeScript gets a sentence and not a syntax error.
const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  console.error(
    `Bulletin needs Node 24 or newer, and this is ${process.version} (${process.execPath}).\n` +
      'Node 24 comes with the project on Linux: run "npm ci", then "npm start". Elsewhere, install it from https://nodejs.org.',
  );
  process.exit(1);
}

// What was compiled the last time is not compiled again: that takes time, and memory for as long as it runs.
const { enableCompileCache } = await import('node:module');
enableCompileCache('.build/compiled');

await import('./local.ts');
