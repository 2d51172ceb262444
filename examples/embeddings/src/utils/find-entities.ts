/** What a text speaks of by name, at most so many. */
const MOST = 20;
const LONGEST = 80;

// Bounded, so that each is searched in linear time.
const SIGNS = [
  // Names of two words or more, small ones in between: "Ada Lovelace", "Bank of England"; not the word that begins a sentence.
  /(?!(?:The|A|An|In|On|At|If|When|While|For|From|With|It|Its|This|That|These|Those|But|And|Or|As|By|To|We|You|He|She|They) )(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'-]{1,30}(?: (?:of|de|van|von|der|la|du) | )\p{Lu}[\p{L}\p{N}’'-]{1,30}(?: \p{Lu}[\p{L}\p{N}’'-]{1,30}){0,3}/gu,
  // Acronyms and codes: "HNSW", "ISO-9001", "RFC 7396".
  /(?<![\p{L}\p{N}_])\p{Lu}{2,10}(?:[ -]?\d{1,6})?(?![\p{L}\p{N}_])/gu,
  // Names of programs: snake_case, camelCase, dotted.calls.
  /(?<![\p{L}\p{N}_])[a-z][a-z\d]{0,30}(?:[_.][a-z][a-z\d]{1,30}){1,4}(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}_])[a-z]{1,30}[A-Z][a-z\d]{1,30}(?:[A-Z][a-z\d]{1,30}){0,3}(?![\p{L}\p{N}_])/gu,
];

/**
 * The names in a text, in lower case, in the order in which they come: the same for the same text. No model is asked, so names of
 * one word that begin no differently from any other are not seen.
 */
export function findEntities(text: string): string[] {
  const found = SIGNS.flatMap((sign) => [...text.matchAll(sign)]).toSorted((a, b) => a.index - b.index);
  const names = found.map(([name]) => name.replace(/['’]s?$/, '').toLowerCase());
  return [...new Set(names)].filter((name) => name.length > 1 && name.length <= LONGEST).slice(0, MOST);
}
