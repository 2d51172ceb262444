import { once } from 'node:events';
import { PassThrough } from 'node:stream';

/** An event for a browser. `id` is what it sends as `Last-Event-ID` once the connection broke. */
export type ServerSentEvent = { readonly event: string; readonly data: unknown; readonly id: string | null };

const format = ({ event, data, id }: ServerSentEvent): string =>
  `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * A stream of events that `produce` writes. It waits where the reader is slow, and stops waiting where the reader is gone;
 * while nothing happens, a comment shows that the connection lives. What `produce` throws becomes the last event.
 */
export function serverSentEvents(
  produce: (emit: (event: ServerSentEvent) => Promise<void>) => Promise<void>,
  { heartbeatMs, asEvent }: { readonly heartbeatMs: number; readonly asEvent: (thrown: unknown) => ServerSentEvent },
): PassThrough {
  const stream = new PassThrough();
  const gone = new AbortController();
  stream.once('close', () => gone.abort());
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs).unref();
  const emit = async (event: ServerSentEvent): Promise<void> => {
    if (stream.destroyed || stream.write(format(event))) return;
    // It is the reader's close that ends the waiting as well.
    await once(stream, 'drain', { signal: gone.signal }).catch(() => undefined);
  };
  const run = async (): Promise<void> => {
    try {
      await produce(emit);
    } catch (thrown) {
      await emit(asEvent(thrown));
    } finally {
      clearInterval(heartbeat);
      stream.end();
    }
  };
  void run();
  return stream;
}
