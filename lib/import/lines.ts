const MOST = 8 * 1024 * 1024;

/** The lines of a text that comes in pieces, without those that are blank; one that is too long is passed over. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<{ text: string } | { tooLong: true }> {
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.split('\n');
    rest += first;
    for (const next of others) {
      if (tooLong) yield { tooLong: true };
      else if (rest.trim() !== '') yield { text: rest };
      rest = next;
      tooLong = false;
    }
    if (rest.length > MOST) tooLong = true;
    if (tooLong) rest = '';
  }
  if (tooLong) yield { tooLong: true };
  else if (rest.trim() !== '') yield { text: rest };
}
