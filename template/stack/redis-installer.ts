import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { onPath } from './on-path.ts';

type Installer = { name: string; commands: readonly (readonly string[])[] };

async function sudoWithoutPassword(): Promise<boolean> {
  if ((await onPath(['sudo'])) === null) return false;
  return promisify(execFile)('sudo', ['-n', 'true'], { timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** The commands that install Redis on this machine, or null where we know none or may not run them. */
export async function redisInstaller(): Promise<Installer | null> {
  if ((await onPath(['apt-get'])) !== null) {
    const isRoot = process.getuid?.() === 0;
    if (!isRoot && !(await sudoWithoutPassword())) return null;
    const apt = [...(isRoot ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
    const install = [...apt, 'install', '-y', '--no-install-recommends', 'redis-server'];
    return { name: 'apt-get', commands: [[...apt, 'update'], install] };
  }
  if ((await onPath(['brew'])) !== null) return { name: 'brew', commands: [['brew', 'install', 'redis']] };
  return null;
}
