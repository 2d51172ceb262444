import { nounOf } from '../../lib/nouns.ts';

/** `['order', 'items']` gives `order`, `item`; a word whose number is in doubt stays. */
export const singularWords = (words: readonly string[]): string[] =>
  words.map((word, index) => (index === words.length - 1 ? (nounOf(word)?.singular ?? word) : word));
