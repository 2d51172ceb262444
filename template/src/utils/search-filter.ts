import { postgrestQuote } from './postgrest-quote.ts';

// `%`, `_` and `\` are ILIKE's own; PostgREST reads `*` as `%` and has no escape for it, so it becomes "any one character".
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '_');

/** A condition for `.or()`: one of the columns contains the text, in any case. */
export const searchFilter = (columns: readonly string[], text: string): string =>
  columns.map((column) => `${column}.ilike.${postgrestQuote(`%${escapeLike(text)}%`)}`).join(',');
