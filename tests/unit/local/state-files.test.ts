import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStateFolder, replaceFile } from '#lib/local/state-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const modeOf = (path: string) => lstatSync(path).mode & 0o777;

describe('a folder of state', () => {
  it('is made for its owner alone', () => {
    const folder = join(root, 'new', 'state');
    openStateFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('is closed to others when an earlier start left it open, without opening anything to its owner', () => {
    const folder = join(root, 'state');
    mkdirSync(join(folder, 'messages'), { recursive: true });
    for (const name of ['dynamodb.sqlite', 'keys.json', 'messages/port']) writeFileSync(join(folder, name), '');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'messages'), 0o777);
    chmodSync(join(folder, 'dynamodb.sqlite'), 0o644);
    chmodSync(join(folder, 'keys.json'), 0o440);
    openStateFolder(folder);
    expect(
      ['.', 'messages', 'dynamodb.sqlite', 'keys.json', 'messages/port'].map((name) => modeOf(join(folder, name))),
    ).toEqual([0o700, 0o700, 0o600, 0o400, 0o600]);
  });

  it('is left as it is when it holds something else', () => {
    writeFileSync(join(root, 'letter.txt'), 'Dear reader');
    chmodSync(root, 0o755);
    chmodSync(join(root, 'letter.txt'), 0o644);
    expect(() => openStateFolder(root)).toThrow(`'${root}' holds other files`);
    expect([modeOf(root), modeOf(join(root, 'letter.txt'))]).toEqual([0o755, 0o644]);
  });

  it('changes nothing that a link in it leads to', () => {
    const elsewhere = join(root, 'elsewhere');
    writeFileSync(elsewhere, '');
    chmodSync(elsewhere, 0o644);
    const folder = join(root, 'state');
    mkdirSync(folder);
    writeFileSync(join(folder, 'dynamodb.sqlite'), '');
    symlinkSync(elsewhere, join(folder, 'link'));
    openStateFolder(folder);
    expect(modeOf(elsewhere)).toBe(0o644);
  });
});

describe('a file of state', () => {
  it('is its owner’s alone, whatever was there before', () => {
    const file = join(root, 'keys.json');
    for (const name of [file, `${file}.new`]) {
      writeFileSync(name, 'before');
      chmodSync(name, 0o644);
    }
    replaceFile(file, 'after');
    expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['after', 0o600]);
    expect(readdirSync(root)).toEqual(['keys.json']);
  });

  it('stays as it was when it cannot be written', () => {
    const file = join(root, 'keys.json');
    replaceFile(file, 'before');
    mkdirSync(`${file}.new`);
    expect(() => replaceFile(file, 'after')).toThrow();
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it('is whole, old or new, at every moment of being written', async () => {
    const file = join(root, 'keys.json');
    const module = new URL('../../../lib/local/state-files.ts', import.meta.url).href;
    const code = `
      const { replaceFile } = await import('${module}');
      for (let n = 0; ; n += 1) {
        replaceFile('${file}', JSON.stringify({ n, text: 'x'.repeat(300_000) }));
        if (n === 0) process.send('begun');
      }`;
    const writer = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(writer, 'message');
    const seen = new Set<number>();
    try {
      while (seen.size < 10) seen.add(JSON.parse(readFileSync(file, 'utf8')).n);
    } finally {
      const ended = once(writer, 'exit');
      writer.kill('SIGKILL');
      await ended;
    }
    expect(JSON.parse(readFileSync(file, 'utf8')).text).toHaveLength(300_000);
  });
});
