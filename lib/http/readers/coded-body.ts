import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding } from '#lib/http/conditional.ts';

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** Sent many times, but somebody waits for the first: where the compressors give most for their time. */
const QUALITY = { br: 5, gzip: 6 };

const ENCODERS: Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>> = {
  identity: async (bytes) => bytes,
  br: (bytes) =>
    asBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY.br,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    }),
  gzip: (bytes) => asGzip(bytes, { level: QUALITY.gzip }),
};

/** A body with the codings of it that somebody has asked for: each is made once, when it is first wanted. */
export class CodedBody {
  readonly hash: string;
  readonly #codings = new Map<Coding, Promise<Uint8Array>>();
  readonly #onGrown: () => void;
  #size: number;

  /** `onGrown` is told when another coding has been made: the body takes more memory then. */
  constructor(text: string, { hash, onGrown = () => undefined }: { hash: string; onGrown?: () => void }) {
    const bytes = Buffer.from(text);
    this.hash = hash;
    this.#codings.set('identity', Promise.resolve(bytes));
    this.#size = bytes.length;
    this.#onGrown = onGrown;
  }

  /** Bytes of all codings together. */
  get size(): number {
    return this.#size;
  }

  in(coding: Coding): Promise<Uint8Array> {
    const known = this.#codings.get(coding);
    if (known) return known;
    const made = this.#make(coding);
    this.#codings.set(coding, made);
    made.catch(() => this.#codings.delete(coding));
    return made;
  }

  async #make(coding: Coding): Promise<Uint8Array> {
    const bytes = await ENCODERS[coding](await this.in('identity'));
    this.#size += bytes.length;
    this.#onGrown();
    return bytes;
  }
}
