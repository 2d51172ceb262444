import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { scratchDir } from '../../stack/scratch-dir.ts';

/** Ends TLS in front of a port of this machine, as a load balancer does, with a certificate of its own (by openssl). */
export async function startTls(port: number) {
  const { dir, remove } = await scratchDir();
  const [keyFile, certFile] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const args = ['req', '-x509', ...kind, '-subj', '/CN=localhost', '-keyout', keyFile, '-out', certFile];
  await promisify(execFile)('openssl', args, { timeout: 10_000 });
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  await remove();
  const server = createServer({ key, cert }, (outside) => {
    const inside = connect(port, '127.0.0.1');
    for (const socket of [outside, inside]) socket.on('error', () => [outside, inside].map((each) => each.destroy()));
    outside.pipe(inside).pipe(outside);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => void server.close();
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, stop };
}
