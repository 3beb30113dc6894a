import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly answers: boolean;
  readonly body: string;
}

const SETTINGS = {
  ...{ from: 'feeds@reader.invalid', to: 'reader@reader.invalid', 'use-8bit': 'True', 'reply-changes': 'True' },
  'email-protocol': 'maildir',
};

/** A reader that turns articles into mails, as Debian has it, with one subscription; its mails go to a folder. */
export class Rss2Email implements Disposable {
  static readonly program = '/usr/bin/r2e';
  readonly #home = mkdtempSync(join(tmpdir(), 'rss2email-'));
  readonly #inbox = join(this.#home, 'mail/INBOX/new');

  constructor(feed: string) {
    for (const folder of ['new', 'cur', 'tmp']) mkdirSync(join(this.#home, 'mail/INBOX', folder), { recursive: true });
    const settings = Object.entries({ ...SETTINGS, 'maildir-path': join(this.#home, 'mail') });
    const section = ['[DEFAULT]', ...settings.map(([name, value]) => `${name} = ${value}`)];
    writeFileSync(join(this.#home, 'config'), [...section, '', '[feed.news]', `url = ${feed}`, ''].join('\n'));
  }

  /** Fetches what is new; gives the mails that came of it, by the ids of their articles. */
  async run(): Promise<ReadonlyMap<string, Mail>> {
    const before = new Set(readdirSync(this.#inbox));
    const files = ['-c', join(this.#home, 'config'), '-d', join(this.#home, 'data.json')];
    await promisify(execFile)(Rss2Email.program, [...files, 'run'], { env: { HOME: this.#home, LANG: 'C.UTF-8' } });
    const mails = readdirSync(this.#inbox).filter((name) => !before.has(name));
    return new Map(
      mails.map((name) => mailIn(readFileSync(join(this.#inbox, name), 'utf8'))).map((mail) => [mail.id, mail]),
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true });
  }
}

function mailIn(text: string): Mail {
  const [head = '', ...rest] = text.split('\n\n');
  const headers = new Map(
    head
      .replace(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => splitAt(line, ': ')),
  );
  const subject = (headers.get('Subject') ?? '').replace(/\?=\s+=\?/g, '?==?');
  return {
    id: headers.get('X-RSS-ID') ?? '',
    subject: subject.replace(/=\?utf-8\?b\?(.+?)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString()),
    answers: headers.has('In-Reply-To'),
    body: rest.join('\n\n'),
  };
}

function splitAt(line: string, mark: string): [string, string] {
  const at = line.indexOf(mark);
  return [line.slice(0, at), line.slice(at + mark.length)];
}
