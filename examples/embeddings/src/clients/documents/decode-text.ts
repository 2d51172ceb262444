/** Signs that no text has: what is full of them is something else. */

const CONTROL = /[\0-\x08\x0B\x0E-\x1A\x1C-\x1F]/g;

const labelIn = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  // In two steps, each of them linear: a tag, and what stands in it.
  const said = (head.match(/<meta[^<>]*>/gi) ?? []).map((tag) => /\bcharset\s*=\s*["']?([\w-]{1,40})/i.exec(tag)?.[1]);
  return said.find((label) => label !== undefined) ?? 'utf-8';
};

const decode = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not in this encoding, or in one that does not exist.
    return null;
  }
};

/** The text of a file, whichever encoding it says or seems to have; null where it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode(bytes, labelIn(bytes)) ?? decode(bytes, 'utf-8') ?? decode(bytes, 'windows-1252') ?? '';
  const odd = text.slice(0, 65_536).match(CONTROL)?.length ?? 0;
  return odd > Math.min(text.length, 65_536) / 100 ? null : text;
}
