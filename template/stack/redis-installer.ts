import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { onPath } from './on-path.ts';

type Installer = { name: string; asksPassword: boolean; commands: readonly (readonly string[])[] };

type User = { isRoot: boolean; atTerminal: boolean };

/** How this user becomes root, as the start of a command (empty for root itself), or null where that is not possible. */
async function rootPrefix({ isRoot, atTerminal }: User): Promise<readonly string[] | null> {
  if (isRoot) return [];
  const sudo = await onPath(['sudo']);
  if (sudo === null) return null;
  const needsNoPassword = await promisify(execFile)(sudo, ['-n', 'true'], { timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (needsNoPassword) return ['sudo', '-n'];
  return atTerminal ? ['sudo'] : null;
}

/**
 * The commands that install Redis on this machine, or null where we know none or may not run them. `atTerminal` says
 * whether somebody is there to answer sudo; `asksPassword` whether sudo will ask.
 */
export async function redisInstaller(user: User): Promise<Installer | null> {
  if ((await onPath(['apt-get'])) !== null) {
    const prefix = await rootPrefix(user);
    if (prefix === null) return null;
    const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
    const install = [...apt, 'install', '-y', '--no-install-recommends', 'redis-server'];
    return { name: 'apt-get', asksPassword: prefix.length === 1, commands: [[...apt, 'update'], install] };
  }
  if ((await onPath(['brew'])) === null) return null;
  return { name: 'brew', asksPassword: false, commands: [['brew', 'install', 'redis']] };
}
