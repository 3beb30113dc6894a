import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gzip } from 'node:zlib';

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);
const asPlain = promisify(brotliDecompress);

/** Rendered once and sent a million times: worth the compressors' best but the slowest. The same text gives the same bytes. */
export async function compressFeed(body: string): Promise<{ br: Uint8Array; gzip: Uint8Array }> {
  const bytes = Buffer.from(body);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [br, gz] = await Promise.all([asBrotli(bytes, { params: quality }), asGzip(bytes, { level: 7 })]);
  return { br, gzip: gz };
}

/** What was stored in Brotli, as it was. */
export const decompressFeed = (stored: Uint8Array): Promise<Uint8Array> => asPlain(stored);
