import { quotedText } from './quoted-text.ts';

/** Postgres writes `2026-11-22 19:13:06.081`, PostgREST a T between. No digit is touched. */
const isoLocalTimestamp = (text: string): string => text.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T');

/** The values of a query's reply in the form that PostgREST gives them, by the kinds of value that Lite has otherwise. */
export const liteValues = {
  isoLocalTimestamp,

  /** PostgREST writes `2026-11-22T19:13:06.081+00:00`, Postgres `2026-11-22 19:13:06.081+00`. */
  isoTimestamp: (text: string): string => isoLocalTimestamp(text).replace(/([+-]\d\d)$/, '$1:00'),

  /** A number where it is exact, else the digits: Lite's BigInt cannot be written as JSON. */
  safeInteger: (text: string): number | string => (Number.isSafeInteger(Number(text)) ? Number(text) : text),

  /**
   * What a condition of a request says, as PostgREST hands it over: the patterns of LIKE and ILIKE without the quotes that Lite
   * leaves on inside of `or=(…)`, and a quote or backslash in a quoted text as itself (see quotedText).
   */
  unquote(sql: string, params: readonly unknown[]): unknown[] {
    const patterns = new Set([...sql.matchAll(/ i?like \$(\d+)/g)].map(([, number]) => Number(number) - 1));
    return params.map((value, index) => {
      if (typeof value !== 'string') return value;
      const isQuoted = patterns.has(index) && /^".*"$/s.test(value);
      return quotedText.bringBack(isQuoted ? value.slice(1, -1) : value);
    });
  },
};
