import { findQuote } from './find-quote.ts';

/** A passage that may be cited, by its number from 1. */
type Source = { readonly text: string };

/** What comes of an answer: text, or a citation of the words from `start` to `end` of a passage. */
export type CitedPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly number: number; readonly start: number; readonly end: number }
  | { readonly type: 'refused' };

/** Characters of a citation at most: what is longer is none. */
const LONGEST = 700;
const FORM = /^\[\[\s*(\d{1,3})\s*(?:\|([^]*))?\]\]$/;

/**
 * Reads an answer that comes in pieces, with citations in it: `[[2|words]]`. A citation becomes `[2]` where passage 2 has these
 * words, and is taken out where it has not, or where there is no such passage. Without words it cites the whole passage.
 */
export function citedStream(sources: readonly Source[]) {
  const held = { text: '' };

  const cite = (written: string): readonly CitedPart[] => {
    const [, digits, words = null] = FORM.exec(written) ?? [];
    const number = Number(digits ?? 0);
    const source = sources[number - 1];
    if (source === undefined) return [{ type: 'refused' }];
    const span = words === null ? { start: 0, end: source.text.length } : findQuote(source.text, words);
    if (span === null) return [{ type: 'refused' }];
    return [
      { type: 'citation', number, ...span },
      { type: 'text', text: `[${number}]` },
    ];
  };

  /** What can be told of the text that is held, and is then held no longer. */
  function* ready(isEnd: boolean): Generator<CitedPart> {
    for (;;) {
      const open = held.text.indexOf('[[');
      // The first of two brackets may have come alone.
      const upTo = open >= 0 ? open : held.text.length - (!isEnd && held.text.endsWith('[') ? 1 : 0);
      if (upTo > 0) yield { type: 'text', text: held.text.slice(0, upTo) };
      held.text = held.text.slice(upTo);
      if (open < 0) return;
      const close = held.text.indexOf(']]');
      if (close < 0 && held.text.length <= LONGEST && !isEnd) return;
      if (close >= 0 && close <= LONGEST) {
        yield* cite(held.text.slice(0, close + 2));
        held.text = held.text.slice(close + 2);
      } else {
        yield { type: 'refused' };
        held.text = isEnd && close < 0 ? '' : held.text.slice(2);
      }
    }
  }

  return {
    push(piece: string): readonly CitedPart[] {
      held.text += piece;
      return [...ready(false)];
    },
    rest: (): readonly CitedPart[] => [...ready(true)],
  };
}
