import { countTokens as countWhole } from 'gpt-tokenizer';

/** Characters that are counted at a time: what a tokenizer takes for an unbroken run grows with its square. */
const BLOCK = 128;
/** Bytes above which nothing is counted: whoever sends more is refused for it anyhow. */
const MAX_BYTES = 32_768;
/** What a user writes is text: `<|endoftext|>` is no end. */
const ordinary = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/** Milliseconds of work that this thread has done: what others do on the machine takes nothing of the patience. */
const workedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Where the block that begins at `from` ends: before the last space in it, so that no word is cut, or after BLOCK characters. */
const endOfBlock = (text: string, from: number): number => {
  const end = from + BLOCK;
  if (end >= text.length) return text.length;
  const space = text.lastIndexOf(' ', end);
  return space > from ? space : end;
};

/**
 * The tokens of a text: counted for as long as that takes `patienceMs`, and from there on as many as there are bytes, for no
 * token is shorter. So it is never too few, and text that is made to take long (200 KB of one letter) takes no longer.
 */
export function countTokens(text: string, patienceMs = 2): number {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES && patienceMs < Infinity) return bytes;
  const end = workedMs() + patienceMs;
  const counted = { tokens: 0, from: 0 };
  while (counted.from < text.length && workedMs() < end) {
    const to = endOfBlock(text, counted.from);
    counted.tokens += countWhole(text.slice(counted.from, to), ordinary);
    counted.from = to;
  }
  return counted.tokens + Buffer.byteLength(text.slice(counted.from));
}
