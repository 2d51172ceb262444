import { join } from 'node:path';
import autoload from '@fastify/autoload';
import underPressure from '@fastify/under-pressure'; // bad: routes
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { list } from './schemas/shared.schema.ts';
import { reportService } from './services/report.service.ts';

export async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(underPressure, { exposeStatusRoute: '/v1/statuses' });
  await app.register(autoload, { dir: join(import.meta.dirname, 'routes'), forceESM: true });
  app.get('/v1/hidden-things', { schema: list }, async () => null); // bad: routes
  reportService.addTo(app);
  return app;
}
