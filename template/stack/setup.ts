// npm run setup: makes this machine ready for npm run dev and npm test, after saying what it does. --dry-run only says it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { baseData, findBaseData } from './base-data.ts';
import { fail } from './fail.ts';
import { onPath } from './on-path.ts';
import { redisInstaller } from './redis-installer.ts';
import { redisPing } from './redis-ping.ts';
import { say } from './say.ts';
import { dockerAnswers } from './start-redis.ts';

// No failure: `npm run dev`, which people chain to this, works without Redis.
const notInstalled =
  'Redis: not installed. This script knows apt-get (as root or with sudo) and brew, and could use neither.\n' +
  'To have it, install redis-server or valkey-server, start Docker, or set REDIS_URL.\n' +
  'Until then `npm run dev` works, but without sessions, caches, queues and shared rate limits. `npm test` needs Redis.';

/** What serves as Redis already, or null. @throws when REDIS_URL is dead. */
async function redisAtHand(): Promise<string | null> {
  const given = process.env['REDIS_URL'] ?? '';
  if (given !== '') {
    if (await redisPing(given, 3000)) return 'the one of REDIS_URL';
    throw new Error('REDIS_URL is set, but no Redis answers there. Start it, or unset REDIS_URL and run this again.');
  }
  const server = await onPath(['redis-server', 'valkey-server']);
  if (server !== null) return server;
  return (await dockerAnswers()) ? 'a container, by Docker' : null;
}

async function succeeds([command = '', ...rest]: readonly string[]): Promise<boolean> {
  // sudo reads the password from the terminal itself.
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Whether there is a Redis then; a dry run only says what it would do. @throws when an installer fails. */
async function setUpRedis(dryRun: boolean): Promise<boolean> {
  const present = await redisAtHand();
  if (present !== null) {
    say(`Redis: ${present}. Nothing to do.`);
    return true;
  }
  const installer = await redisInstaller({ isRoot: process.getuid?.() === 0, atTerminal: process.stdin.isTTY });
  if (installer === null) return false;
  const { name, asksPassword, commands } = installer;
  say(`Redis: missing. ${dryRun ? 'Would install' : 'Installing'} it with ${name}:`);
  for (const command of commands) say(`  ${command.join(' ')}`);
  if (asksPassword) say(`For these, sudo ${dryRun ? 'would ask' : 'asks'} for your password.`);
  if (dryRun) return true;
  // Asked for first, so that a refusal is not taken for a failure of the installer.
  if (asksPassword && !(await succeeds(['sudo', '-v']))) return false;
  for (const command of commands) {
    if (!(await succeeds(command))) throw new Error(`\`${command.join(' ')}\` failed; its output above says why.`);
  }
  if ((await redisAtHand()) === null) throw new Error(`${name} reported success, but no redis-server is on PATH.`);
  say('Redis: installed.');
  return true;
}

async function setUpDatabase(dryRun: boolean): Promise<void> {
  if ((await findBaseData()) !== null) return say('Database: prepared. Nothing to do.');
  say(`Database: ${dryRun ? 'would prepare' : 'preparing'} one in .stack/ that every start copies (a few seconds).`);
  if (!dryRun) await baseData();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
  const dryRun = values['dry-run'];
  say(`Node: ${process.versions.node}. Nothing to do.`);
  await setUpDatabase(dryRun);
  if (!(await setUpRedis(dryRun))) return say(notInstalled);
  if (!dryRun) say('Ready. Next: `npm run dev`, or `npm test`.');
}

await main().catch(fail);
