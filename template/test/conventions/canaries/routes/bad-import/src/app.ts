import { join } from 'node:path';
import autoload from '@fastify/autoload';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

export async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cors);
  await app.register(autoload, { dir: join(import.meta.dirname, 'routes'), forceESM: true });
  return app;
}
