import { CodedBody } from './coded-body.ts';

interface Rendered {
  readonly text: string;
  readonly hash: string;
}

interface Wanted {
  /** The address of a document. */
  readonly name: string;
  readonly version: string;
}

/**
 * Documents that were rendered lately, each in its last version: as many as a number of bytes allows, those that nobody has
 * asked for the longest leave first. What several ask for at once is rendered once.
 */
export class BodyMemory {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly version: string; readonly body: CodedBody }>();
  readonly #underWay = new Map<string, Promise<CodedBody>>();

  constructor({ bytes }: { bytes: number }) {
    this.#most = bytes;
  }

  /** Bytes that are kept. */
  get size(): number {
    return [...this.#kept.values()].reduce((sum, { body }) => sum + body.size, 0);
  }

  async get(wanted: Wanted, render: () => Promise<Rendered>): Promise<CodedBody> {
    const { name, version } = wanted;
    const kept = this.#kept.get(name);
    if (kept?.version === version) {
      // The last in the map is the one that was asked for last.
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      return kept.body;
    }
    return this.#underWay.get(`${name} ${version}`) ?? this.#render(wanted, render);
  }

  #render({ name, version }: Wanted, render: () => Promise<Rendered>): Promise<CodedBody> {
    const rendering = render().then(({ text, hash }) => {
      const body = new CodedBody(text, { hash, onGrown: () => this.#makeRoom() });
      this.#kept.delete(name);
      this.#kept.set(name, { version, body });
      this.#makeRoom();
      return body;
    });
    const key = `${name} ${version}`;
    this.#underWay.set(key, rendering);
    const done = () => this.#underWay.delete(key);
    rendering.then(done, done);
    return rendering;
  }

  #makeRoom(): void {
    let size = this.size;
    for (const [name, { body }] of this.#kept) {
      if (size <= this.#most) return;
      this.#kept.delete(name);
      size -= body.size;
    }
  }
}
