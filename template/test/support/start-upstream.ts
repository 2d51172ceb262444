import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the upstream. `cutShort`: the client hung up before the reply was over. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  cutShort: boolean;
};

export type Upstream = Awaited<ReturnType<typeof startUpstream>>;

/**
 * A proxy in front of Supabase that a test slows down (`delay`, milliseconds), makes silent (`hang`), lets hear and not answer
 * (`deaf`), takes one each `delay` milliseconds, in turn (`queue`), or breaks (`cut`), and that tells what it was asked.
 */
export async function startUpstream(target: string) {
  const behaviour: { mode: 'pass' | 'queue' | 'hang' | 'deaf' | 'cut'; delay: number } = { mode: 'pass', delay: 0 };
  const asked: Asked[] = [];
  const turn = { next: 0 };
  /** The milliseconds until a request is passed on. */
  const wait = (): number => {
    if (behaviour.mode !== 'queue') return behaviour.delay;
    turn.next = Math.max(turn.next, performance.now()) + behaviour.delay;
    return turn.next - performance.now();
  };
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const entry: Asked = { method, path, headers, cutShort: false };
    asked.push(entry);
    outgoing.on('close', () => (entry.cutShort = !outgoing.writableFinished));
    if (behaviour.mode === 'cut') return void incoming.socket.destroy();
    if (behaviour.mode === 'hang') return;
    setTimeout(() => {
      const { hostname, port } = new URL(target);
      const onward = send({ hostname, port, method, path, headers }, (reply) => {
        if (behaviour.mode === 'deaf') return void outgoing.destroy();
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    }, wait());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, behaviour, asked, stop };
}
