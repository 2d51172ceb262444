import fp from 'fastify-plugin';
import type { FastifyRequest } from 'fastify';

type Done = (error: Error | null, body?: unknown) => void;

/**
 * JSON is the only body that is taken. `text/plain` is not: a foreign page may post it in a browser without asking.
 * An empty body is no body, since many clients name a content type on a DELETE; a route that wants one says so.
 */
export default fp(
  async (app) => {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    const parse = (request: FastifyRequest, body: string, done: Done): void => {
      if (body === '') done(null, null);
      else parseJson(request, body, done);
    };
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'string' }, parse);
  },
  { name: 'body-parsers' },
);
