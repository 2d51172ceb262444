import Fastify, { type FastifyInstance } from 'fastify';
import { connect } from './plugins/connect.ts';

export async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify();
  await app.register(connect);
  return app;
}
