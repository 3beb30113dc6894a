import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';

function synthesizedApp() {
  const root = mkdtempSync(join(tmpdir(), 'bulletin-app-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folders = { out: join(root, 'out'), temporary: join(root, 'tmp') };
  mkdirSync(folders.temporary);
  const env = { ...process.env, CDK_OUTDIR: folders.out, CDK_VALIDATION: 'false', TMPDIR: folders.temporary };
  execFileSync(process.execPath, ['bin/bulletin.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return folders;
}

describe('the app', () => {
  it('takes nothing of another build, and leaves no bundle behind', () => {
    const shared = '.build/functions/http/docs/docs';
    mkdirSync(shared, { recursive: true });
    const strangers = join(shared, 'stranger.js.br');
    writeFileSync(strangers, 'half a file');
    onTestFinished(() => rmSync(strangers));

    const { out, temporary } = synthesizedApp();

    const packed = globSync('asset.*/**/*.br', { cwd: out });
    expect(packed.length).toBeGreaterThan(10);
    for (const file of packed) expect(brotliDecompressSync(readFileSync(join(out, file))).length).toBeGreaterThan(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
