import { addAbortSignal, type Readable, Transform } from 'node:stream';
import { appError } from './app-error.ts';

/**
 * The same bytes, up to `max`: one more ends the result with 413 `file_too_large`, and the signal ends it too. The source is
 * left open, for a reply has still to go out beside it.
 */
export function limitBytes(source: Readable, max: number, signal: AbortSignal): Readable {
  const seen = { bytes: 0 };
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen.bytes += chunk.length;
      if (seen.bytes <= max) done(null, chunk);
      else done(appError.payloadTooLarge('file_too_large', `A file may have up to ${max} bytes.`));
    },
  });
  return addAbortSignal(signal, source.pipe(limit));
}
