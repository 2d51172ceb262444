// Fastify, wired by hand as its documentation shows.
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createNoteSchema, noteSchema } from '../../template/bench/api/note.schema.ts';
import { serve } from '../../template/bench/harness/serve.ts';
import { dataOf } from '../../template/src/schemas/resource.schema.ts';
import { bearer, count, has, insertNote, log, verify } from './features.ts';

const refuse = (cause: unknown): never => {
  throw Object.assign(new Error('The token is not valid.', { cause }), { statusCode: 401 });
};

const app = Fastify(has.log ? { loggerInstance: log } : {});
app.setValidatorCompiler(validatorCompiler);
app.setSerializerCompiler(serializerCompiler);
if (has.headers) await app.register(helmet);
if (has.limits) app.addHook('onRequest', async ({ ip }, reply) => void reply.headers(await count(ip)));
if (has.token)
  app.addHook('onRequest', async ({ headers }, reply) => {
    const user = await verify(bearer(headers.authorization)).catch(refuse);
    reply.headers(await count(user.id));
  });
const schema = { body: createNoteSchema, response: { 201: dataOf(noteSchema) } };
app.withTypeProvider<ZodTypeProvider>().post('/v1/notes', { schema }, async ({ body, headers }, reply) => {
  const data = await insertNote(body, bearer(headers.authorization));
  return reply.code(201).send({ data });
});
serve(await app.listen({ host: '127.0.0.1', port: 0 }));
