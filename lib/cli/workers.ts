/** Runs at most so many works at a time; adding one more waits. The first failure ends it, once all that had begun has ended. */
export class Workers {
  readonly #most: number;
  readonly #working = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  async add(work: () => Promise<void>): Promise<void> {
    while (this.#working.size >= this.#most) await Promise.race(this.#working);
    if (this.#failure) return this.finish();
    const working: Promise<void> = work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  async finish(): Promise<void> {
    await Promise.all(this.#working);
    if (this.#failure) throw this.#failure.error;
  }
}
