import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy in front of Redis that a test makes silent for a while (`hang`) or takes away (`cut`), and that counts connections. */
export async function startRedisProxy(target: string) {
  const { hostname, port, pathname } = new URL(target);
  const behaviour: { mode: 'pass' | 'hang' | 'cut' } = { mode: 'pass' };
  const upstream = new Set<Socket>();
  const server = createServer((socket) => {
    if (behaviour.mode === 'cut') return void socket.destroy();
    const onward = connect(Number(port), hostname);
    upstream.add(onward);
    for (const one of [socket, onward]) {
      one.on('error', () => undefined);
      one.on('close', () => (upstream.delete(onward), socket.destroy(), onward.destroy()));
    }
    socket.pipe(onward).pipe(socket);
    if (behaviour.mode === 'hang') onward.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const set = (mode: 'pass' | 'hang' | 'cut'): void => {
    behaviour.mode = mode;
    for (const socket of upstream) {
      if (mode === 'cut') socket.destroy();
      else if (mode === 'hang') socket.pause();
      else socket.resume();
    }
  };
  const stop = async (): Promise<void> => {
    set('cut');
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  return { url, set, stop, connections: () => upstream.size };
}
