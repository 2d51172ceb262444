import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOK_EVERY_MS = 100;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * A load balancer as simple as they come: it asks each instance ten times a second whether it is ready, and sends requests by
 * turns to those that are. It tries nothing again: what an instance drops is 502.
 */
export async function startBalancer() {
  const instances = new Map<string, boolean>();
  const next = { turn: 0 };
  const agent = new Agent({ keepAlive: true });
  const look = async (): Promise<void> => {
    await Promise.all([...instances.keys()].map(async (url) => instances.set(url, await isReady(url))));
    state.timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  const state = { timer: setTimeout(() => void look(), 0) };
  const server = createServer((incoming, outgoing) => {
    const ready = [...instances].filter(([, is]) => is).map(([url]) => url);
    next.turn += 1;
    const target = ready[next.turn % ready.length];
    const fail = (): void => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    };
    if (target === undefined) return fail();
    const { hostname, port } = new URL(target);
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers, agent }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.on('error', () => outgoing.destroy());
      reply.pipe(outgoing);
    });
    onward.on('error', fail);
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (url: string) => instances.set(url, false),
    remove: (url: string) => instances.delete(url),
    /** How many instances get requests now. */
    ready: (): number => [...instances.values()].filter(Boolean).length,
    async stop(): Promise<void> {
      clearTimeout(state.timer);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
