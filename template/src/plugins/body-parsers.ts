import fp from 'fastify-plugin';
import type { FastifyRequest } from 'fastify';
import { appError } from '../utils/app-error.ts';
import { isDeeperThan } from '../utils/is-deeper-than.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, on routes whose contract is `webhook`: what its sender has signed. */
    rawBody: string | null;
  }
}

/** What reads the body after us recurses: Zod, PostgREST, Postgres. */
const MAX_DEPTH = 100;

type Done = (error: Error | null, body?: unknown) => void;

/**
 * JSON is the only body that is taken. `text/plain` is not: a foreign page may post it in a browser without asking.
 * Compressed bodies are not taken either: a small one may be a very large one. An empty body is no body, since many clients name a content type on a DELETE; a route that wants one says so.
 */
export default fp(
  async (app) => {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    const parse = (request: FastifyRequest, body: string, done: Done): void => {
      if (request.routeOptions.config.contract === 'webhook') request.rawBody = body;
      if (body === '') return done(null, null);
      parseJson(request, body, (error: Error | null, json?: unknown) => {
        if (error === null && isDeeperThan(MAX_DEPTH, json))
          done(appError.badRequest('body_too_deep', `The body is nested more than ${MAX_DEPTH} levels deep.`));
        else done(error, json);
      });
    };
    app.addHook('preParsing', async ({ headers }) => {
      if ((headers['content-encoding'] ?? 'identity') === 'identity') return;
      throw appError.unsupportedMediaType('unsupported_media_type', 'Send the body without a content encoding.');
    });
    app.decorateRequest('rawBody', null);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'string' }, parse);
  },
  { name: 'body-parsers' },
);
