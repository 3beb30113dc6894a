import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far each source has been handled, in a file that is whole at any moment. */
export class Watermarks {
  readonly #file: string;
  readonly #marks: Record<string, number>;

  constructor(file: string) {
    this.#file = file;
    this.#marks = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  get(source: string): number {
    return this.#marks[source] ?? 0;
  }

  set(source: string, sequence: number): void {
    this.#marks[source] = sequence;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#marks));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
