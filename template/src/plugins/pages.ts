import { existsSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import fp from 'fastify-plugin';

type Options = { readonly dir?: string };

const beside = join(import.meta.dirname, '../../pages');

/**
 * Pages to try the API in a browser: `pages/auth/index.html` is served at /pages/auth/. Not in production. They run no
 * script that is not a file of theirs, and make no markup of strings. @see https://github.com/fastify/fastify-static
 */
export default fp<Options>(
  async (app, { dir = beside }) => {
    if (app.config.NODE_ENV === 'production' || !existsSync(dir)) return;
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      `img-src 'self' ${new URL(app.config.SUPABASE_URL).origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');
    await app.register(files, {
      root: dir,
      prefix: '/pages/',
      redirect: true,
      decorateReply: false,
      schemaHide: true,
      cacheControl: false,
      setHeaders: (reply) => void reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store' }),
    });
  },
  { name: 'pages', dependencies: ['security-headers'] },
);
