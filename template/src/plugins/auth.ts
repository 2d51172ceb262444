import fp from 'fastify-plugin';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { createTokenKeys } from '../clients/token-keys.ts';
import { requestContext } from '../context/request-context.ts';
import { roleService } from '../services/role.service.ts';
import { appError } from '../utils/app-error.ts';
import { createTokenVerifier } from '../utils/create-token-verifier.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook: 401 without a valid access token of a user. */
    authenticate: onRequestAsyncHookHandler;
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

/** Who calls, and whether they may. What they may see is up to the database (row-level security). */
export default fp(
  async (app) => {
    const { SUPABASE_JWKS_URL, SUPABASE_JWT_ISSUER, SUPABASE_JWT_SECRET } = app.config;
    const verify = createTokenVerifier({
      secret: SUPABASE_JWT_SECRET,
      keys: SUPABASE_JWKS_URL === null ? null : createTokenKeys(SUPABASE_JWKS_URL),
      issuer: SUPABASE_JWT_ISSUER,
    });
    app.decorate('authenticate', async (request) => {
      const token = bearerToken(request);
      requestContext.setCaller(await verify(token), token);
    });
    app.decorate('authorize', (role) => async () => {
      await roleService.require(role);
    });
  },
  { name: 'auth', dependencies: ['request-context', 'error-handler'] },
);
