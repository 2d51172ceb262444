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

const cannot =
  'Redis is missing, and this script cannot install it: it knows apt-get (as root, or with sudo that asks no password) ' +
  'and brew.\nInstall redis-server or valkey-server yourself, start Docker, or set REDIS_URL.\n' +
  'Until then `npm run dev` works without rate limits that are shared, sessions, caches and queues; `npm test` does not.';

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

async function run([command = '', ...rest]: readonly string[]): Promise<void> {
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`\`${[command, ...rest].join(' ')}\` failed; its output above says why.`);
}

async function setUpRedis(dryRun: boolean): Promise<void> {
  const present = await redisAtHand();
  if (present !== null) return say(`Redis: ${present}. Nothing to do.`);
  const installer = await redisInstaller();
  if (installer === null) throw new Error(cannot);
  say(`Redis: missing. ${dryRun ? 'Would install' : 'Installing'} it with ${installer.name}:`);
  for (const command of installer.commands) say(`  ${command.join(' ')}`);
  if (dryRun) return;
  for (const command of installer.commands) await run(command);
  if ((await redisAtHand()) === null)
    throw new Error(`${installer.name} reported success, but there is no redis-server on PATH.`);
  say('Redis: installed.');
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
  await setUpRedis(dryRun);
  if (!dryRun) say('Ready. Next: `npm run dev`, or `npm test`.');
}

await main().catch(fail);
