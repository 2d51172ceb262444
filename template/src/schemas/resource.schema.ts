import { z } from 'zod';
import { errorSchema } from './error.schema.ts';

/** `/:id` of a resource. */
export const idParams = z.strictObject({ id: z.uuid() });

/** The query of a route that takes none: whatever stands there is refused, instead of dropped in silence. */
export const noQuery = z.strictObject({});

/** The body of a POST, PUT or PATCH that takes none: nothing, null or `{}`. */
export const noBody = z.strictObject({}).nullable().default(null);

/** `If-Match`: the entity tag of the version that the caller has seen. `*` and absence: any. */
export const ifMatchHeaders = z.object({
  'if-match': z
    .string()
    .regex(/^(\*|"\d{1,10}")$/, 'an entity tag as the API returned it, such as "3"')
    .transform((tag) => (tag === '*' ? null : Number(tag.slice(1, -1))))
    .pipe(z.int32().nullable())
    .nullable()
    .default(null),
});

/** The replies that any route may give beside its own. */
export const errorResponses = { '4xx': errorSchema, '5xx': errorSchema } as const;

/** The reply of a DELETE: 204 has no body. */
export const noContent = z.null();

/** One row: `{ data }`. */
export const dataOf = <T extends z.ZodType>(schema: T) => z.object({ data: schema });

/** A page of rows: `{ data, pagination }`. `next_cursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(schema: T) =>
  z.object({
    data: z.array(schema),
    pagination: z.object({ limit: z.int(), next_cursor: z.string().nullable() }),
  });

/** What every list takes, beside its own `sort`, filters and search. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(4000).nullable().default(null).describe('`next_cursor` of the page before.'),
};

/** The query parameters that filter by a column: text in, the column's type out. Null: not filtered. */
export const filter = {
  text: () => z.string().max(2048).nullable().default(null),
  integer: () =>
    z
      .string()
      .regex(/^-?\d{1,10}$/, 'a whole number')
      .transform(Number)
      .pipe(z.int32())
      .nullable()
      .default(null),
  boolean: () =>
    z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .nullable()
      .default(null),
  search: () => z.string().trim().min(1).max(100).nullable().default(null).describe('Searches the text of the rows.'),
};
