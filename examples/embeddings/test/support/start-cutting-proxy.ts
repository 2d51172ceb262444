import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a call is held: before it arrives, or once it is done and before that is known. */
export type Cut = { readonly call: RegExp; readonly when: 'before' | 'after' };

/** A proxy that holds the first call that a cut names, for good: whoever made it can be killed in the middle of it. */
export async function startCuttingProxy(target: string) {
  const state: { cut: Cut | null; held: boolean; calls: string[] } = { cut: null, held: false, calls: [] };
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const name = `${method} ${path}`;
    state.calls.push(name);
    const { cut } = state;
    const isCut = cut !== null && !state.held && cut.call.test(name);
    if (isCut && cut.when === 'before') {
      state.held = true;
      return;
    }
    const { hostname, port } = new URL(target);
    const onward = send({ hostname, port, method, path, headers }, (reply) => {
      if (isCut) {
        reply.resume().on('end', () => (state.held = true));
        return;
      }
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on the next such call is held. */
    arm: (cut: Cut | null): void => void Object.assign(state, { cut, held: false, calls: [] }),
    held: (): true | null => (state.held ? true : null),
    /** The calls since then. */
    calls: (): readonly string[] => state.calls,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
