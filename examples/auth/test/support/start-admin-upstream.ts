import { createServer, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/**
 * The embedded Supabase with what it lacks: the one call of the auth admin API that bans. Users that it is not told of do
 * not exist for it.
 */
export async function startAdminUpstream(target: string) {
  const users = new Set<string>();
  const bans: { readonly id: string; readonly duration: string; readonly authorization: string }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const id = /^\/auth\/v1\/admin\/users\/([\w-]+)$/.exec(path)?.[1];
    if (id === undefined) {
      const { hostname, port } = new URL(target);
      const onward = send({ hostname, port, method, path, headers }, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
      return;
    }
    const { ban_duration: duration } = JSON.parse(await text(incoming));
    outgoing.setHeader('content-type', 'application/json');
    if (method !== 'PUT' || !users.has(id)) {
      outgoing.writeHead(404).end(JSON.stringify({ code: 404, error_code: 'user_not_found', msg: 'User not found' }));
      return;
    }
    bans.push({ id, duration, authorization: String(headers.authorization) });
    outgoing.writeHead(200).end(JSON.stringify({ id, aud: 'authenticated', role: 'authenticated' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, users, bans, stop };
}
