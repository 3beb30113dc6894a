import { SourceFault } from './source-fault.ts';

const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

export interface Encoding {
  readonly name: string;
  /** Whether a byte that cannot be is shown as one, instead of ending it. */
  readonly lenient: boolean;
}

/** Which encoding the bytes are in: what the user says, the byte order mark, HTTP, the XML declaration, or else UTF-8. */
export function encodingOf(start: Uint8Array, { said, charset }: { said?: string; charset?: string } = {}): Encoding {
  const bom = BOMS.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte))?.[0];
  const name = said ?? bom ?? charset ?? declared(start) ?? 'utf-8';
  try {
    return { name: new TextDecoder(name).encoding, lenient: said !== undefined };
  } catch {
    throw new SourceFault(`there is no encoding '${name}': say which it is with --encoding`);
  }
}

const declared = (start: Uint8Array): string | undefined =>
  /^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    Buffer.from(start.slice(0, 400)).toString('latin1'),
  )?.[1];

/** The text of bytes that come in pieces. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, { name, lenient }: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(name, { fatal: !lenient });
  let read = 0;
  const next = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      const where = `between byte ${read} and ${read + (chunk?.length ?? 0)}`;
      throw new SourceFault(
        `it is not in ${name}, as it seemed to be (${where}): say which encoding it is with --encoding, such as windows-1252; --encoding ${name} takes it all the same`,
        { cause },
      );
    }
  };
  for await (const chunk of chunks) {
    yield next(chunk);
    read += chunk.length;
  }
  yield next();
}
