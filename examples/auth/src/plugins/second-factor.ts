import type { onRequestAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { factorService } from '../services/factor.service.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook, after `authenticate`: 403 for a caller with a second factor whose session did not show it. */
    requireSecondFactor: onRequestAsyncHookHandler;
  }
}

/** Asks for the second factor (`aal2`) on sensitive routes, of those who have one. */
export default fp(
  async (app) => {
    app.decorate('requireSecondFactor', async () => {
      await factorService.requireAssurance();
    });
  },
  { name: 'second-factor', dependencies: ['auth'] },
);
