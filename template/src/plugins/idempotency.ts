import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { requestContext } from '../context/request-context.ts';
import { type Claim, idempotencyService } from '../services/idempotency.service.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The reply holds a secret that is shown once: it is kept nowhere, so that an `Idempotency-Key` means nothing here. */
    secretReply?: true;
  }
}

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** Their bodies are no JSON that could be compared, or their replies are none that could be kept. */
const LEFT_OUT = ['upload', 'stream', 'session', 'webhook'];
const KEPT_HEADERS = ['content-type', 'location', 'etag'];

/**
 * `Idempotency-Key` on requests that change something: sent again by the same user, the request is answered with the
 * first reply, and done once. A request that failed (400 and above) may be sent again. Without a signed-in user the
 * header means nothing.
 */
export default fp(
  async (app) => {
    // Not on the request: contexts that were made before this plugin, such as that of /docs, would lack the property.
    const claims = new WeakMap<FastifyRequest, Claim>();

    app.addHook('preHandler', async (request, reply) => {
      const { method, url, headers, body, routeOptions } = request;
      const { contract = '', secretReply = false } = routeOptions.config;
      const key = headers['idempotency-key'];
      const userId = requestContext.userId();
      const isLeftOut = secretReply || SAFE.includes(method) || LEFT_OUT.includes(contract);
      if (key === undefined || userId === null || isLeftOut) return undefined;
      const same = [url, body ?? null, headers['if-match'] ?? null];
      const begun = await idempotencyService.begin(String(key), userId, `${method} ${routeOptions.url}`, same);
      if ('id' in begun) {
        claims.set(request, begun);
        return undefined;
      }
      return reply
        .code(begun.status)
        .headers({ ...begun.headers, 'idempotency-replayed': 'true' })
        .send(begun.body);
    });

    app.addHook('onSend', async (request, reply, payload) => {
      const claim = claims.get(request);
      if (claim === undefined) return;
      if (reply.statusCode < 400) {
        const kept = KEPT_HEADERS.map((name) => [name, reply.getHeader(name)] as const);
        const headers = Object.fromEntries(
          kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
        );
        await idempotencyService.keep(claim, {
          status: reply.statusCode,
          headers,
          body: typeof payload === 'string' ? payload : null,
        });
        return;
      }
      // Past its deadline the handler may still be at work: the key stays claimed until it must be over.
      if (!request.deadline.aborted) await idempotencyService.release(claim);
    });
  },
  { name: 'idempotency', dependencies: ['request-context', 'request-deadline', 'openapi', 'redis'] },
);
