import { z } from 'zod';

export const invoice = z.object({ id: z.uuid(), number: z.string(), status: z.enum(['draft', 'sent']) });
export const input = z.strictObject({ number: z.string(), address: z.strictObject({ city: z.string() }).nullable() });
export const idParams = z.strictObject({ id: z.uuid() });
export const noQuery = z.strictObject({});
export const noBody = z.strictObject({}).nullable().default(null);
export const noContent = z.null();

const error = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown() }),
  statusCode: z.int(),
});
export const errorResponses = { '4xx': error, '5xx': error };
export const dataOf = <T extends z.ZodType>(schema: T) => z.object({ data: schema });
export const pageOf = <T extends z.ZodType>(schema: T) =>
  z.object({
    data: z.array(schema),
    pagination: z.object({ limit: z.int(), next_cursor: z.string().nullable() }),
  });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().nullable().default(null),
};
export const listQuery = z.strictObject({
  ...pageQuery,
  sort: z.enum(['number', '-number']).default('number'),
  q: z.string().nullable().default(null),
});

export const one = { summary: 'One', querystring: noQuery, response: { 200: dataOf(invoice), ...errorResponses } };
export const created = { ...one, body: input, response: { 201: dataOf(invoice), ...errorResponses } };
export const list = {
  summary: 'List',
  querystring: listQuery,
  response: { 200: pageOf(invoice), ...errorResponses },
};
