import { countTokens } from './count-tokens.ts';

/** A place in a text, without blanks at its ends, and the room that it takes. */
export type Piece = { readonly start: number; readonly end: number; readonly tokens: number };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Characters that are cut off at a time where a sentence is too long: most tokens have four. */
const CHARACTERS_OF_A_TOKEN = 4;

/** Characters of a token at most: a line of blanks may be few tokens, and is long all the same. */
const MOST_CHARACTERS_OF_A_TOKEN = 16;

/** The tokens between two places, or more where these are long for their length. */
// pattern: exports -- what stands between pieces takes room by the same measure
export const roomOf = (text: string, start: number, end: number): number =>
  Math.max(countTokens(text.slice(start, end), Infinity), Math.ceil((end - start) / MOST_CHARACTERS_OF_A_TOKEN));

/** Whether a cut before this character would go through one that is written with two. */
const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** Where to cut between `from` and `to`: behind the last blank, else before `to`. */
const cutBefore = (text: string, from: number, to: number): number => {
  for (let at = to; at > from + (to - from) / 2; at -= 1) if (/\s/.test(text.charAt(at - 1))) return at;
  return isLowSurrogate(text, to) && to - 1 > from ? to - 1 : to;
};

const withoutBlanks = (text: string, start: number, end: number): readonly [number, number] => {
  const part = text.slice(start, end);
  const trimmed = part.trimStart();
  const from = end - trimmed.length;
  return [from, from + trimmed.trimEnd().length];
};

/** A part of the text, in pieces that each count `most` tokens at most. */
function* cut(text: string, from: number, to: number, most: number): Generator<Piece> {
  const [start, end] = withoutBlanks(text, from, to);
  if (start >= end) return;
  if (end - start <= most * CHARACTERS_OF_A_TOKEN * 2) {
    const tokens = roomOf(text, start, end);
    if (tokens <= most || end - start <= 2) {
      yield { start, end, tokens };
      return;
    }
    const middle = cutBefore(text, start, start + Math.ceil((end - start) / 2));
    yield* cut(text, start, middle, most);
    yield* cut(text, middle, end, most);
    return;
  }
  for (let at = start; at < end;) {
    const upTo = at + most * CHARACTERS_OF_A_TOKEN;
    const next = upTo >= end ? end : cutBefore(text, at, upTo);
    yield* cut(text, at, next, most);
    at = next;
  }
}

/** Where the lines, or the sentences, between `start` and `end` begin and end. */
function* parts(
  text: string,
  start: number,
  end: number,
  by: 'line' | 'sentence',
): Generator<readonly [number, number]> {
  if (by === 'line') {
    for (let at = start; at < end;) {
      const newline = text.indexOf('\n', at);
      const next = newline < 0 || newline >= end ? end : newline + 1;
      yield [at, next];
      at = next;
    }
    return;
  }
  // A line that is broken for its length ends no sentence.
  const flowing = text.slice(start, end).replace(/(?<!\n)\n(?!\s*\n)/g, ' ');
  for (const { index, segment } of sentences.segment(flowing)) yield [start + index, start + index + segment.length];
}

/**
 * The text from `start` to `end`, by lines or sentences, each in pieces that count `most` tokens at most. Between pieces there
 * is nothing but blanks. The work grows with the length of the text, whatever stands in it.
 */
export function* splitText(
  text: string,
  {
    start,
    end,
    by,
    most,
  }: { readonly start: number; readonly end: number; readonly by: 'line' | 'sentence'; readonly most: number },
): Generator<Piece> {
  for (const [from, to] of parts(text, start, end, by)) yield* cut(text, from, to, most);
}
