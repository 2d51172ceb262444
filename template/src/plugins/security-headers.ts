import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import fp from 'fastify-plugin';
import helmet from 'helmet';

const setHeaders = helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
  crossOriginResourcePolicy: { policy: 'same-site' },
});

/** They are the same for every reply, so helmet is asked once: @fastify/helmet builds the policy anew for each request. */
function securityHeaders() {
  const reply = new ServerResponse(new IncomingMessage(new Duplex() as Socket));
  setHeaders(reply.req, reply, () => undefined);
  return { ...reply.getHeaders() };
}

/** Security headers. The API serves no pages but /docs, which brings its own policy. @see https://helmetjs.github.io */
export default fp(
  async (app) => {
    const headers = securityHeaders();
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers);
      done();
    });
  },
  { name: 'security-headers' },
);
