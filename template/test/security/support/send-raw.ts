import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Sends a path to the listening app as it is written: `inject` and `fetch` take dot segments out. Resolves to the status. */
export async function sendRaw(app: FastifyInstance, method: string, path: string, token: string): Promise<number> {
  const { port } = app.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  const call = request({ host: '127.0.0.1', port, method, path, headers, timeout: 10_000 });
  call.once('timeout', () => call.destroy(new Error(`${method} ${path} was not answered.`)));
  call.end();
  const [reply] = (await once(call, 'response')) as [IncomingMessage];
  reply.resume();
  return reply.statusCode ?? 0;
}
