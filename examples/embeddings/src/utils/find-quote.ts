/** What looks the same to a reader is the same: blanks, quotes and dashes of any kind, and how a filter writes `<`. */
const SAME: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '\u00ad': '',
};

/** The letters that are compared, in lower case and with one blank for several, and where each of them stands. */
const letters = (text: string): { readonly plain: string; readonly places: readonly number[] } => {
  const found: { plain: string[]; places: number[] } = { plain: [], places: [] };
  for (const [place, sign] of text.split('').entries()) {
    const isBlank = /\s/.test(sign);
    if (isBlank && found.plain.at(-1) === ' ') continue;
    const plain = isBlank ? ' ' : (SAME[sign] ?? sign).toLowerCase();
    // What becomes longer in lower case keeps its own form, so that places stay as they are.
    if (plain !== '') found.plain.push(plain.length === 1 ? plain : sign);
    if (plain !== '') found.places.push(place);
  }
  return { plain: found.plain.join(''), places: found.places };
};

/** Where a text has the words of a quote: from the first character up to behind the last; null where it has not. */
export function findQuote(text: string, quote: string): { readonly start: number; readonly end: number } | null {
  const wanted = letters(quote.replaceAll('&lt;', '<')).plain.trim();
  const { plain, places } = letters(text);
  const at = wanted === '' ? -1 : plain.indexOf(wanted);
  const [start, last] = [places[at], places[at + wanted.length - 1]];
  return at < 0 || start === undefined || last === undefined ? null : { start, end: last + 1 };
}
