import fp from 'fastify-plugin';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { createTokenKeys } from '../clients/token-keys.ts';
import { requestContext } from '../context/request-context.ts';
import { revocationService } from '../services/revocation.service.ts';
import { roleService } from '../services/role.service.ts';
import { sessionService } from '../services/session.service.ts';
import { appError } from '../utils/app-error.ts';
import { createTokenVerifier } from '../utils/create-token-verifier.ts';
import { isOwnOrigin } from '../utils/is-own-origin.ts';
import { sessionCookie } from '../context/session-cookie.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook: 401 without a valid access token of a user, or a browser's session. The token wins where both are sent. */
    authenticate: onRequestAsyncHookHandler;
    /**
     * An `onRequest` hook, after `authenticate`, for sensitive routes: 401 for a caller who has signed out and 403 for one
     * who is banned, though their token is valid; 503 where that cannot be told.
     */
    requireLiveSession: onRequestAsyncHookHandler;
    /** An `onRequest` hook, after `authenticate`: 403 unless the caller has the role. */
    authorize: (role: string) => onRequestAsyncHookHandler;
  }
}

const bearerToken = ({ headers }: FastifyRequest): string => {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw appError.unauthorized('token_required', 'Send an access token: `Authorization: Bearer …`.');
  }
  return token;
};

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Who calls, and whether they may. What they may see is up to the database (row-level security). */
export default fp(
  async (app) => {
    const { SUPABASE_JWKS_URL, SUPABASE_JWT_ISSUER, SUPABASE_JWT_SECRET } = app.config;
    const verify = createTokenVerifier({
      secret: SUPABASE_JWT_SECRET,
      keys: SUPABASE_JWKS_URL === null ? null : createTokenKeys(SUPABASE_JWKS_URL),
      issuer: SUPABASE_JWT_ISSUER,
    });
    const sessionToken = async (id: string, request: FastifyRequest, reply: FastifyReply): Promise<string> => {
      const { method, headers, host } = request;
      if (!SAFE.includes(method) && !isOwnOrigin(headers, host, app.config.CORS_ORIGINS))
        throw appError.forbidden('cross_site_request', 'This page may not do that in the name of a signed-in browser.');
      const session = await sessionService.read(id);
      if (session !== null) return session.access_token;
      app.clearSessionCookie(reply);
      throw appError.unauthorized('session_ended', 'The session has ended. Sign in again.');
    };
    app.decorate('authenticate', async (request, reply) => {
      const id = sessionCookie.idFrom(request.headers);
      const token = id === null ? bearerToken(request) : await sessionToken(id, request, reply);
      requestContext.setCaller(await verify(token), token);
    });
    app.decorate('requireLiveSession', async () => {
      await revocationService.requireLive();
    });
    app.decorate('authorize', (role) => async () => {
      await roleService.require(role);
    });
  },
  { name: 'auth', dependencies: ['request-context', 'error-handler', 'session'] },
);
