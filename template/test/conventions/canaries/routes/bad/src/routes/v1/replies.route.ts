import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, dataOf, errorResponses, idParams, invoice, list, noContent, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const answering = (response: Record<string, unknown>) => ({ schema: { ...one, params: idParams, response } });
const both = z.union([dataOf(invoice), invoice]);
const extra = z.object({ data: invoice, meta: z.object({}) });

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/a-replies/:id', answering({}), never); // bad: routes
  app.get('/b-replies/:id', answering({ ...errorResponses }), never); // bad: routes
  app.get('/c-replies/:id', answering({ 200: dataOf(invoice) }), never); // bad: routes
  app.get('/d-replies/:id', answering({ 200: dataOf(invoice), '4xx': errorResponses['4xx'] }), never); // bad: routes
  app.get('/e-replies/:id', answering({ 200: invoice, ...errorResponses }), never); // bad: routes
  app.get('/f-replies/:id', answering({ 200: extra, ...errorResponses }), never); // bad: routes
  app.get('/g-replies/:id', answering({ 200: both, ...errorResponses }), never); // bad: routes
  app.get('/h-replies/:id', answering({ 200: z.array(invoice), ...errorResponses }), never); // bad: routes
  app.get('/i-replies/:id', answering({ 200: { type: 'object' }, ...errorResponses }), never); // bad: routes
  app.get('/j-replies/:id', answering({ 204: noContent, ...errorResponses }), never); // bad: routes
  app.get('/k-replies/:id', answering({ '2xx': dataOf(invoice), ...errorResponses }), never); // bad: routes
  // bad next line: routes
  app.get('/l-replies/:id', answering({ ...one.response, 404: z.object({ message: z.string() }) }), never);
  app.get('/m-replies/:id', answering({ ...one.response, '4xx': dataOf(invoice) }), never); // bad: routes
  app.delete('/n-replies/:id', answering({ 200: noContent, ...errorResponses }), never); // bad: routes
  app.delete('/o-replies/:id', answering({ 204: dataOf(invoice), ...errorResponses }), never); // bad: routes
  app.post('/p-replies', { schema: { ...created, response: one.response } }, never); // bad: routes
  app.post('/q-replies', { schema: { ...created, response: { ...created.response, ...one.response } } }, never); // bad: routes
  app.get('/r-replies', { schema: { ...list, summary: ' ' } }, never); // bad: routes
};

export default route;
