/** What was read a moment ago, kept so briefly that nobody can tell, but a hot feed costs one read a moment, not thousands. */
export class Recent<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly until: number }>();
  readonly #underWay = new Map<string, Promise<Value>>();
  readonly #ms: number;
  readonly #most: number;

  constructor({ ms, most }: { ms: number; most: number }) {
    this.#ms = ms;
    this.#most = most;
  }

  get(name: string): Value | undefined {
    const entry = this.#kept.get(name);
    return entry && performance.now() < entry.until ? entry.value : undefined;
  }

  keep(name: string, value: Value): Value {
    this.#kept.delete(name);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= this.#most && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, { value, until: performance.now() + this.#ms });
    return value;
  }

  /** Reads and keeps; what several read at once is read once. */
  read(name: string, read: () => Promise<Value>): Promise<Value> {
    const underWay = this.#underWay.get(name);
    if (underWay) return underWay;
    const reading = read().then((value) => this.keep(name, value));
    this.#underWay.set(name, reading);
    const done = () => this.#underWay.delete(name);
    reading.then(done, done);
    return reading;
  }
}
