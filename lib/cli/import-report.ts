import { closeSync, openSync, writeSync } from 'node:fs';

export interface ImportOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'skipped';
  readonly title?: string | undefined;
  /** The source's own. */
  readonly id?: string | undefined;
  readonly reason?: string | undefined;
  readonly article?: string | undefined;
  readonly address?: string | undefined;
  readonly notes?: readonly string[] | undefined;
}

const SHOWN = 20;

/** What became of each entry: counted, and written into a file as it comes, so that none is kept in memory. */
export class ImportReport {
  readonly counts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
  readonly #skipped: string[] = [];
  readonly #file: number | undefined;
  #noted = 0;
  #first = true;

  constructor(file?: string) {
    this.#file = file === undefined ? undefined : openSync(file, 'w');
    this.#write('{"entries":[');
  }

  get settled(): number {
    const { created, updated, unchanged, skipped } = this.counts;
    return created + updated + unchanged + skipped;
  }

  add({ outcome, title, id, reason, article, address, notes = [] }: ImportOutcome): void {
    this.counts[outcome] += 1;
    if (notes.length > 0) this.#noted += 1;
    if (outcome === 'skipped' && this.#skipped.length < SHOWN)
      this.#skipped.push(`  ${named({ title, id })}: ${reason}`);
    const entry = { outcome, title, id, reason, article, address, ...(notes.length > 0 && { notes }) };
    this.#write(`${this.#first ? '' : ','}\n${JSON.stringify(entry)}`);
    this.#first = false;
  }

  /** The file is whole from here on. */
  close(fault?: string): void {
    this.#write(`\n],${JSON.stringify({ ...this.counts, ...(fault && { fault }) }).slice(1)}\n`);
    if (this.#file !== undefined) closeSync(this.#file);
  }

  lines(): string[] {
    const { created, updated, unchanged, skipped } = this.counts;
    const more = skipped - this.#skipped.length;
    return [
      `${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped`,
      ...this.#skipped,
      ...(more > 0 ? [`  and ${more} more: --report <file> lists them all`] : []),
      ...(this.#noted > 0 ? [`Of ${this.#noted} something was left out or changed: --report <file> says what`] : []),
    ];
  }

  #write(text: string): void {
    if (this.#file !== undefined) writeSync(this.#file, text);
  }
}

const named = ({ title, id }: Pick<ImportOutcome, 'title' | 'id'>): string =>
  [title && `“${title.replace(/\s+/g, ' ').slice(0, 80)}”`, id && `(${id.slice(0, 200)})`].filter(Boolean).join(' ') ||
  'an entry without a title';
