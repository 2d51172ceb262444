import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

/** Security headers. The API serves no pages but /docs, which brings its own policy. @see https://github.com/fastify/fastify-helmet */
export default fp(
  async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
      crossOriginResourcePolicy: { policy: 'same-site' },
    });
  },
  { name: 'security-headers' },
);
