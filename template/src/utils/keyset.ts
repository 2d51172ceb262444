import { z } from 'zod';
import { appError } from './app-error.ts';
import { postgrestQuote } from './postgrest-quote.ts';

export type Page<Row> = { data: Row[]; pagination: { limit: number; next_cursor: string | null } };

/** `sort` is a column that is never null, with `-` before it for descending. */
export type PageRequest = { readonly limit: number; readonly cursor: string | null; readonly sort: string };

const cursorSchema = z.tuple([z.string(), z.union([z.string().max(1000), z.number(), z.boolean()]), z.uuid()]);

type Sortable = Readonly<Record<string, unknown>> & { readonly id: string };

type OrderedQuery<Query> = {
  order(column: string, options: { ascending: boolean }): Query;
  limit(count: number): Query;
  or(filters: string): Query;
};

const decode = (cursor: string, sort: string): z.infer<typeof cursorSchema> => {
  const invalid = appError.badRequest(
    'invalid_cursor',
    'This cursor does not belong to this list. Start again without it.',
  );
  try {
    const parsed = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (parsed[0] === sort) return parsed;
  } catch {
    throw invalid;
  }
  throw invalid;
};

/**
 * Pages by key instead of offset: the rows after the last one seen, in the order of (`sort`, `id`). Rows that are there
 * all the time are seen exactly once, whatever is inserted or deleted meanwhile.
 */
export const keyset = {
  /** Adds order, limit (one more, to see whether a page follows) and the cursor's condition to a query. */
  apply<Query extends OrderedQuery<Query>>(query: Query, { limit, cursor, sort }: PageRequest): Query {
    const column = sort.replace(/^-/, '');
    const ascending = column === sort;
    const ordered = query
      .order(column, { ascending })
      .order('id', { ascending })
      .limit(limit + 1);
    if (cursor === null) return ordered;
    const [, value, id] = decode(cursor, sort);
    const after = ascending ? 'gt' : 'lt';
    const quoted = postgrestQuote(value);
    return ordered.or(`${column}.${after}.${quoted},and(${column}.eq.${quoted},id.${after}.${id})`);
  },

  /** The value and the id after which a page starts, for a function of the database that pages by itself; null: the first. */
  start({ cursor, sort }: PageRequest): { readonly value: string; readonly id: string } | null {
    if (cursor === null) return null;
    const [, value, id] = decode(cursor, sort);
    return { value: String(value), id };
  },

  /** Cuts the rows of such a query to the page, and makes the cursor of the next one. */
  page<Row extends Sortable>(rows: readonly Row[], { limit, sort }: PageRequest): Page<Row> {
    const data = rows.slice(0, limit);
    const last = rows.length > limit ? data.at(-1) : undefined;
    const key = last === undefined ? null : [sort, last[sort.replace(/^-/, '')], last.id];
    const next = key === null ? null : Buffer.from(JSON.stringify(key)).toString('base64url');
    return { data, pagination: { limit, next_cursor: next } };
  },
};
