import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

interface Shown {
  readonly guid: string;
  readonly title: string;
  readonly author: string;
  readonly content: string;
  readonly unread: number;
}

/** A reader in a terminal, as Debian has it, with one subscription. */
export class Newsboat implements Disposable {
  static readonly program = '/usr/bin/newsboat';
  readonly #home = mkdtempSync(join(tmpdir(), 'newsboat-'));

  constructor(feed: string) {
    writeFileSync(this.#file('urls'), `${feed}\n`);
    writeFileSync(this.#file('config'), '');
  }

  #file = (name: string): string => join(this.#home, name);

  /** Fetches what is new; tells how much is unread. */
  async reload(): Promise<string> {
    const files = ['-u', this.#file('urls'), '-c', this.#file('cache.db'), '-C', this.#file('config')];
    const { stdout } = await promisify(execFile)(Newsboat.program, [...files, '-x', 'reload', 'print-unread'], {
      env: { HOME: this.#home, LANG: 'C.UTF-8' },
    });
    return stdout.trim();
  }

  /** What it shows, by id. */
  articles(): ReadonlyMap<string, Shown> {
    using database = new DatabaseSync(this.#file('cache.db'), { readOnly: true });
    const rows = database.prepare('SELECT guid, title, author, content, unread FROM rss_item WHERE deleted = 0').all();
    return new Map((rows as unknown as Shown[]).map((row) => [row.guid, row]));
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true });
  }
}
