import { safeText } from './safe-text.ts';

/** Characters that are held back at most, where nobody knows yet what a word becomes. */
const LONGEST_WORD = 500;

/** `safeText` for a text that comes in pieces: gives out whole words, and `rest` what is left at the end. */
export function safeStream(hosts: readonly string[]) {
  const held = { text: '' };
  const give = (upTo: number): string => {
    const ready = held.text.slice(0, upTo);
    held.text = held.text.slice(upTo);
    return safeText(ready, hosts);
  };
  return {
    push(piece: string): string {
      held.text += piece;
      const space = held.text.search(/\s\S*$/);
      if (space >= 0) return give(space + 1);
      return held.text.length > LONGEST_WORD ? give(held.text.length) : '';
    },
    rest: (): string => give(held.text.length),
  };
}
