import { Readable } from 'node:stream';

/** The first bytes of a stream (all of a shorter one; up to a chunk more than asked for), and a stream of the whole. */
export async function peek(
  source: Readable,
  bytes: number,
): Promise<{ readonly head: Buffer; readonly whole: Readable }> {
  const chunks = source[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  const seen = { bytes: 0, ended: false };
  while (seen.bytes < bytes && !seen.ended) {
    const { value, done } = await chunks.next();
    if (done === true) seen.ended = true;
    else {
      parts.push(value);
      seen.bytes += value.length;
    }
  }
  async function* whole() {
    yield* parts;
    if (!seen.ended) yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return { head: Buffer.concat(parts), whole: Readable.from(whole()) };
}
