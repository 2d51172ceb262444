// npm run jobs: the queue of what `npm run dev` runs, or of .env's Redis (STACK=external). `dead`, `retry <id>`, `retry --all`.
import { parseArgs } from 'node:util';
import { fail } from './fail.ts';
import { takeRunningEnv } from './running-env.ts';
import { say } from './say.ts';

const usage = 'npm run jobs | npm run jobs -- dead [--json] | npm run jobs -- retry <id> | npm run jobs -- retry --all';
const LISTED = 1000;

function wrongUsage(why: string): never {
  throw Object.assign(new Error(`${why} ${usage}`), { code: 'ERR_PARSE_ARGS_USAGE' });
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
  });
  const [command = 'state', id = null, ...more] = positionals;
  if (!['state', 'dead', 'retry'].includes(command)) wrongUsage(`"${command}" is no command.`);
  if (more.length > 0 || (command !== 'retry' && (id !== null || values.all))) wrongUsage('That is too much.');
  if (command === 'retry' && (id === null) !== values.all) wrongUsage('Say which: one id, or --all.');
  return { command, id, ...values };
}

async function main(): Promise<void> {
  const { command, id, json } = readArguments();
  await takeRunningEnv();
  // Read when they are loaded, and so after the environment is there.
  const { redis } = await import('../src/clients/redis.ts');
  const { deadLetterService } = await import('../src/services/dead-letter.service.ts');
  const { queueHealthService } = await import('../src/services/queue-health.service.ts');
  try {
    // Said by the services, if it fails.
    redis?.on('error', () => null);
    await redis?.connect().catch(() => null);
    if (command === 'state') return say(JSON.stringify(await queueHealthService.get(), null, json ? 0 : 2));
    const dead = id === null ? await deadLetterService.list(LISTED) : [];
    if (command === 'dead' && json) return say(JSON.stringify({ dead }));
    if (command === 'dead') {
      for (const job of dead)
        say(`${job.id}  ${job.failed_at}  ${job.name}  after ${job.attempts} attempts: ${job.error}`);
      return say(dead.length === 0 ? 'No job was given up.' : 'Run them again: npm run jobs -- retry <id>, or --all.');
    }
    const ids = id === null ? dead.map((job) => job.id) : [id];
    for (const one of ids) await deadLetterService.retry(one);
    say(json ? JSON.stringify({ retried: ids }) : `Runs again: ${ids.length} ${ids.length === 1 ? 'job' : 'jobs'}.`);
  } finally {
    redis?.disconnect();
  }
}

await main().catch(fail);
