import { postgrestQuote } from './postgrest-quote.ts';

type Filterable<Query> = { filter(column: string, operator: string, value: string): Query };

/** Adds `column = value` for each filter that is not null. Text is quoted, so that it reaches the column digit by digit. */
export const whereEqual = <Query extends Filterable<Query>>(
  query: Query,
  filters: Readonly<Record<string, string | number | boolean | null>>,
): Query =>
  Object.entries(filters).reduce((filtered, [column, value]) => {
    if (value === null) return filtered;
    if (typeof value === 'string') return filtered.filter(column, 'in', `(${postgrestQuote(value)})`);
    return filtered.filter(column, 'eq', String(value));
  }, query);
