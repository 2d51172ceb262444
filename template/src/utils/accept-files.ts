import type { FastifyInstance } from 'fastify';
import { fileTypes } from './inspect-file.ts';

/**
 * Lets the routes of this scope take a file as their body, as a stream that nothing has read; JSON they then take no more.
 * What the type says is not believed (see `inspectFile`); a form of a foreign page cannot send one of these.
 */
export function acceptFiles(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...Object.keys(fileTypes), 'application/octet-stream'], (_request, stream, done) =>
    done(null, stream),
  );
}
