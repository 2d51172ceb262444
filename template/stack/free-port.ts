import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** `preferred` when nothing listens there on this machine (0: any), else a free port. Another process may take it since. */
export function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (preferred === 0 || error.code !== 'EADDRINUSE') reject(error);
      else freePort(0).then(resolve, reject);
    });
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
