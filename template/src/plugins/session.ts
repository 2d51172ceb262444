import cookie from '@fastify/cookie';
import fp from 'fastify-plugin';
import type { Tokens } from '../schemas/session.schema.ts';
import { sessionService } from '../services/session.service.ts';
import { sessionCookie } from '../context/session-cookie.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Signs the browser in that the reply goes to: a new session with the tokens of Supabase, its id in the cookie. What the browser was signed in as ends. */
    startSession: (reply: FastifyReply, tokens: Tokens) => Promise<void>;
    /** Takes the session's cookie back from the browser. */
    clearSessionCookie: (reply: FastifyReply) => void;
  }
}

const { name, options, idFrom } = sessionCookie;

/** The cookie of a browser's session. @see https://github.com/fastify/fastify-cookie */
export default fp(
  async (app) => {
    await app.register(cookie, { hook: false });
    app.decorate('startSession', async (reply, tokens) => {
      const { headers } = reply.request;
      const id = await sessionService.create(tokens, headers['user-agent'] ?? null, idFrom(headers));
      reply.setCookie(name, id, { ...options, maxAge: app.config.SESSION_LIFETIME_SECONDS });
    });
    app.decorate('clearSessionCookie', (reply) => void reply.clearCookie(name, options));
  },
  { name: 'session', dependencies: ['redis', 'request-context'] },
);
