/**
 * Splits a name into lower-case words: `OrderItem`, `order-item` and `order_item` give `order`, `item`; acronyms stay whole
 * (`APIKey` gives `api`, `key`; `APIs` gives `apis`). Expects ASCII letters, digits, `_` and `-`.
 */
export const splitWords = (name: string): string[] =>
  name
    .replace(
      /([A-Z]{2,})s(?![a-z])/g,
      (_match, acronym: string) => `${acronym.slice(0, 1)}${acronym.slice(1).toLowerCase()}s`,
    )
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);

const capitalise = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `['order', 'item']` gives `OrderItem`. */
export const pascalCase = (words: readonly string[]): string => words.map(capitalise).join('');

/** `['order', 'item']` gives `orderItem`. */
export const camelCase = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : capitalise(word))).join('');

/** Changes of one letter that turn `from` into `to`; a swap of neighbours counts as two. */
const distance = (from: string, to: string): number => {
  let previous = Array.from({ length: to.length + 1 }, (_unused, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
};

/** ` Did you mean "string"?` for the nearest candidate, or nothing when none is near. */
export const didYouMean = (input: string, candidates: readonly string[]): string => {
  const word = input.slice(0, 40).toLowerCase();
  const [nearest] = candidates
    .map((candidate) => ({ candidate, edits: distance(word, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 2) - 1))
    .sort((a, b) => a.edits - b.edits);
  return nearest === undefined ? '' : ` Did you mean "${nearest.candidate}"?`;
};
