import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, dataOf, errorResponses, idParams, input, invoice, list, listQuery, noContent, noQuery, one, pageOf, pageQuery } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const rows = dataOf(z.array(invoice));
const row = { ...one, params: idParams };
const offset = z.object({ data: z.array(invoice), pagination: z.object({ page: z.int(), total: z.int() }) });
const answering = (schema: z.ZodType) => ({ schema: { ...list, response: { 200: schema, ...errorResponses } } });
const taking = (querystring: z.ZodType) => ({ schema: { ...list, querystring } });
const sorted = { ...pageQuery, sort: z.enum(['number']).default('number') };

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/a-lists', answering(rows), never); // bad: routes
  app.get('/b-lists', answering(offset), never); // bad: routes
  app.get('/c-lists', answering(dataOf(invoice)), never); // bad: routes
  app.get('/d-lists', answering(z.union([pageOf(invoice), rows])), never); // bad: routes
  app.get('/e-lists', answering(dataOf(z.array(invoice).nullable())), never); // bad: routes
  app.get('/f-lists', taking(noQuery), never); // bad: routes
  app.get('/g-lists', taking(z.strictObject({ ...pageQuery, q: z.string() })), never); // bad: routes
  app.get('/h-lists', taking(listQuery.omit({ cursor: true })), never); // bad: routes
  app.get('/i-lists', taking(z.strictObject(sorted)), never); // bad: routes
  app.get('/j-lists', taking(listQuery.extend({ limit: z.coerce.number().int().default(20) })), never); // bad: routes
  app.get('/k-lists', taking(listQuery.extend({ limit: z.coerce.number().max(5_000_000) })), never); // bad: routes
  // A list in disguise: of one thing, and marked as one.
  app.get('/l-lists/:id', { schema: { ...row, response: { 200: rows, ...errorResponses } } }, never); // bad: routes
  // bad next line: routes
  app.get('/identity', { schema: { ...one, response: { 200: rows, ...errorResponses } }, config: { contract: 'singleton' } }, never);
  app.post('/m-lists/:id', { schema: { ...created, params: idParams } }, never); // bad: routes
  app.put('/n-lists', { schema: { ...one, body: input } }, never); // bad: routes
  app.delete('/o-lists', { schema: { ...one, response: { 204: noContent, ...errorResponses } } }, never); // bad: routes
};

export default route;
