import { postgrestQuote } from './postgrest-quote.ts';

type Filterable<Query> = { filter(column: string, operator: string, value: string): Query };

/** Adds `column = value` for each filter that is not null. Values are quoted, so that they reach the column digit by digit. */
export const whereEqual = <Query extends Filterable<Query>>(
  query: Query,
  filters: Readonly<Record<string, string | number | boolean | null>>,
): Query =>
  Object.entries(filters).reduce(
    (filtered, [column, value]) =>
      value === null ? filtered : filtered.filter(column, 'in', `(${postgrestQuote(value)})`),
    query,
  );
