import cors from '@fastify/cors';
import fp from 'fastify-plugin';

/** Lets the browser origins of CORS_ORIGINS call the API, with the cookie of their session, and no other. @see https://github.com/fastify/fastify-cors */
export default fp(
  async (app) => {
    await app.register(cors, {
      origin: app.config.CORS_ORIGINS,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['etag', 'idempotency-replayed', 'location', 'retry-after', 'x-request-id'],
      credentials: true,
      maxAge: 600,
    });
  },
  { name: 'cors' },
);
