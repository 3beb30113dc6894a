import { SourceFault } from './source-fault.ts';

export type FeedPart =
  /** All that stands before the first entry, and what stands after the last. */
  | { readonly kind: 'head' | 'tail'; readonly text: string }
  | { readonly kind: 'entry'; readonly text: string }
  | { readonly kind: 'too-large' };

const MB = 1024 * 1024;
const MOST_HEAD = 16 * MB;
const MOST_ENTRY = 8 * MB;
const TAIL = 4_096;
const LONGEST_TAG = 65_536;

// What looks like a tag within a comment or CDATA is none.
const TOKEN = /<!--|<!\[CDATA\[|<(\/?)((?:atom:|rss:)?(?:item|entry))(?:\s[^<>]*)?>/gi;

/**
 * Cuts an XML feed into its entries while it streams by, each to be parsed on its own: memory holds one entry, however
 * long the feed; and what is wrong with an entry spoils no other.
 */
export async function* splitFeed(chunks: AsyncIterable<string>): AsyncGenerator<FeedPart> {
  const splitter = new Splitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

class Splitter {
  /** What has not been given out yet, and how far it has been looked through. */
  #rest = '';
  #at = 0;
  #entry: string | undefined;
  /** The end of the comment or CDATA that the look has come into. */
  #until: ']]>' | '-->' | undefined;
  #headGiven = false;
  #tooLarge = false;

  *push(chunk: string): Generator<FeedPart> {
    this.#rest += chunk;
    yield* this.#scan();
    this.#at = Math.max(this.#at, this.#lookedAt());
    this.#bound();
  }

  *end(): Generator<FeedPart> {
    yield* this.#scan();
    if (this.#entry) throw new SourceFault('the file ends in the middle of an entry: it was cut off');
    if (!this.#headGiven) yield { kind: 'head', text: this.#rest };
    yield { kind: 'tail', text: this.#rest.slice(-TAIL) };
  }

  *#scan(): Generator<FeedPart> {
    for (;;) {
      if (this.#until && !this.#leave(this.#until)) return;
      TOKEN.lastIndex = this.#at;
      const found = TOKEN.exec(this.#rest);
      if (!found) return;
      this.#at = TOKEN.lastIndex;
      yield* this.#take(found);
    }
  }

  /** How far nothing more will be found: up to the last `<`, of whose tag more may come. */
  #lookedAt(): number {
    if (this.#until) return 0;
    const last = this.#rest.lastIndexOf('<');
    return last === -1 || this.#rest.length - last > LONGEST_TAG ? this.#rest.length : last;
  }

  #leave(until: ']]>' | '-->'): boolean {
    const end = this.#rest.indexOf(until, this.#at);
    this.#at = end === -1 ? Math.max(this.#at, this.#rest.length - until.length + 1) : end + until.length;
    if (end !== -1) this.#until = undefined;
    return end !== -1;
  }

  *#take({ 0: token, 1: slash, 2: name, index }: RegExpExecArray): Generator<FeedPart> {
    if (!name) {
      this.#until = token === '<!--' ? '-->' : ']]>';
    } else if (!this.#entry && !slash && !token.endsWith('/>')) {
      if (!this.#headGiven) yield { kind: 'head', text: this.#rest.slice(0, index) };
      this.#headGiven = true;
      this.#entry = name;
      this.#drop(index);
    } else if (slash && name === this.#entry) {
      yield this.#tooLarge ? { kind: 'too-large' } : { kind: 'entry', text: this.#rest.slice(0, this.#at) };
      this.#entry = undefined;
      this.#tooLarge = false;
      this.#drop(this.#at);
    }
  }

  /** Nothing is kept for longer than it may be: a head without an end is no feed's, an entry without one is passed over. */
  #bound(): void {
    if (this.#entry) {
      if (this.#rest.length > MOST_ENTRY) this.#tooLarge = true;
      if (this.#tooLarge) this.#drop(this.#at);
    } else if (this.#headGiven) {
      this.#drop(Math.max(0, Math.min(this.#at, this.#rest.length - TAIL)));
    } else if (this.#rest.length > MOST_HEAD) {
      throw new SourceFault(`there is no entry in its first ${MOST_HEAD / MB} MB: this is no feed`);
    }
  }

  #drop(end: number): void {
    this.#rest = this.#rest.slice(end);
    this.#at -= end;
  }
}
