import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';

/**
 * Sends bytes to an app that listens, and resolves to all that came back once the server has hung up.
 * @param every milliseconds between the parts
 */
export async function exchange(app: FastifyInstance, parts: Iterable<string | Buffer>, every = 0) {
  const started = performance.now();
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.setTimeout(10_000, () => socket.destroy(new Error('The server did not hang up.')));
  const rest = [...parts];
  const send = (): void => {
    const next = rest.shift();
    if (next === undefined || socket.destroyed) return;
    socket.write(next);
    setTimeout(send, every).unref();
  };
  send();
  const reply = await text(socket);
  return { reply, after: performance.now() - started };
}
