import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, idParams, input, list, listQuery, noQuery, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const row = { ...one, params: idParams };

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/a-things', never); // bad: routes
  app.get('/b-things/:id', { schema: one }, never); // bad: routes
  app.get('/c-things/:thing', { schema: row }, never); // bad: routes
  app.get('/d-things/:id/parts/:part', { schema: row }, never); // bad: routes
  app.get('/e-things', { schema: { ...list, params: idParams } }, never); // bad: routes
  app.get('/f-things/:id', { schema: { ...row, querystring: undefined } }, never); // bad: routes
  app.get('/g-things/:id', { schema: { ...row, querystring: z.object({}) } }, never); // bad: routes
  app.get('/h-things', { schema: { ...list, querystring: listQuery.loose() } }, never); // bad: routes
  app.get('/i-things/:id', { schema: { ...row, querystring: { type: 'object' } } }, never); // bad: routes
  app.get('/j-things/*', { schema: { ...one, params: idParams } }, never); // bad: routes
  app.post('/a-inputs', { schema: { ...created, body: undefined } }, never); // bad: routes
  app.post('/b-inputs', { schema: { ...created, body: z.object({ a: z.string() }) } }, never); // bad: routes
  app.post('/c-inputs', { schema: { ...created, body: z.unknown() } }, never); // bad: routes
  app.post('/d-inputs', { schema: { ...created, body: z.record(z.string(), z.string()) } }, never); // bad: routes
  app.post('/e-inputs', { schema: { ...created, body: { type: 'object', properties: {} } } }, never); // bad: routes
  // bad next line: routes
  app.post('/f-inputs', { schema: { ...created, body: z.strictObject({ a: z.object({ b: z.string() }) }) } }, never);
  app.post('/g-inputs', { schema: { ...created, body: z.union([input, z.object({})]) } }, never); // bad: routes
  app.post('/h-inputs', { schema: { ...created, body: input.extend({ a: z.array(z.object({})) }) } }, never); // bad: routes
  app.post('/i-inputs', { schema: { ...created, body: input.loose() } }, never); // bad: routes
  app.post('/j-inputs', { schema: { ...created, body: input.catchall(z.unknown()) } }, never); // bad: routes
  // bad next line: routes
  app.post('/k-inputs', { schema: { ...created, body: { content: { 'application/json': { schema: z.object({}) } } } } }, never);
  // bad next line: routes
  app.post('/l-inputs', { schema: { ...created, body: z.preprocess((value) => value, z.object({})) } }, never);
  // Half of it has a body.
  // bad next line: routes
  app.route({ method: ['DELETE', 'PUT'], url: '/m-inputs/:id', schema: row, handler: never });
  app.get('/n-inputs', { schema: { ...list, headers: { type: 'object' } } }, never); // bad: routes
  app.get('/o-inputs', { schema: list, attachValidation: true }, never); // bad: routes
  app.get('/p-inputs', { schema: list, validatorCompiler: () => () => true }, never); // bad: routes
  app.get('/q-inputs', { schema: list, serializerCompiler: () => JSON.stringify }, never); // bad: routes
  await app.register(async (nested) => {
    nested.setValidatorCompiler(() => (value) => ({ value }));
    nested.get('/r-inputs', { schema: list }, never); // bad: routes
  });
  await app.register(async (nested) => {
    nested.addHook('onRoute', (options) => {
      Object.assign(options, { schema: { ...options.schema, querystring: noQuery.loose() } });
    });
    nested.get('/s-inputs/:id', { schema: row }, never); // bad: routes
  });
};

export default route;
