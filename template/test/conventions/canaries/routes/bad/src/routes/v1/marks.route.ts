import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, idParams, input, list, noBody, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const marked = (contract: unknown): object => ({ contract });

const route: FastifyPluginAsyncZod = async (app) => {
  // No such mark, several at once, and one that every object has.
  app.get('/a-marks', { schema: list, config: marked('list') }, never); // bad: routes
  app.get('/b-marks', { schema: list, config: marked(['singleton', 'upload']) }, never); // bad: routes
  app.get('/c-marks', { schema: list, config: marked('constructor') }, never); // bad: routes
  app.get('/d-marks', { schema: list, config: marked(true) }, never); // bad: routes
  // Nothing here needs one.
  app.get('/e-marks', { schema: list, config: { contract: 'singleton' } }, never); // bad: routes
  app.post('/f-marks', { schema: created, config: { contract: 'upload' } }, never); // bad: routes
  app.get('/g-marks/:id', { schema: { ...one, params: idParams }, config: { contract: 'probe' } }, never); // bad: routes
  // A mark waives what it names and nothing else.
  // bad next line: routes
  app.post('/h-marks/:id/send', { schema: { ...one, params: idParams }, config: { contract: 'action' } }, never);
  // bad next line: routes
  app.post('/i-marks/:id/send', { schema: { ...one, body: noBody }, config: { contract: 'action' } }, never);
  // bad next line: routes
  app.put('/avatar', { schema: { ...one, body: z.object({}) }, config: { contract: 'singleton' } }, never);
  // bad next line: routes
  app.get('/events/stream', { schema: { summary: 'S', querystring: z.strictObject({}) }, config: { contract: 'stream' } }, never);
  // bad next line: routes
  app.post('/webhooks/stripe', { schema: { ...one, body: { type: 'object' } }, config: { contract: 'webhook' } }, never);
  // An unmarked singleton's name, and an unmarked action.
  app.put('/profile/:id', { schema: { ...one, params: idParams, body: input } }, never); // bad: routes
  // bad next line: routes
  app.post('/j-marks/:id/send', { schema: { ...created, params: idParams, body: noBody } }, never);
};

export default route;
