import { join } from 'node:path';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { startProcess } from './harness/start-process.ts';

/**
 * Each variant adds 2,000 jobs, 50 at a time, that do nothing, and has them done by a worker in the same process, 50 at a time: by BullMQ alone with
 * the kit's options, by the same with a random id and the user and request in the data, as the kit's jobs have, and by `jobService` and
 * `workerService`, which parse payloads, give each job its context and deadline, measure it, and look for cancellations.
 */
export const queueBench: Bench = {
  title: 'Jobs added and done in a second, with a Redis of this machine',
  rounds: 21,
  goals: [{ figure: 'jobs_per_s', variant: 'the kit', as: 'ratio', bound: 'at least', value: 0.85 }],
  async start() {
    const stack = await startApiStack();
    const env = { ...stack.env, LOG_LEVEL: 'warn', WORKER_CONCURRENCY: '50' };
    const file = join(import.meta.dirname, 'queue/jobs.process.ts');
    const start = (how: string, database: number) =>
      startProcess(file, { ...env, HOW: how, REDIS_URL: `${stack.env.REDIS_URL}/${database}` });
    const bare = await start('bare', 1);
    const alike = await start('alike', 2);
    const ours = await start('kit', 3);
    const run = async ({ url }: { url: string }): Promise<Figures> => {
      const reply = await fetch(url, { signal: AbortSignal.timeout(60_000) });
      return (await reply.json()) as Figures;
    };
    return {
      variants: {
        'bare BullMQ': () => run(bare),
        'BullMQ with the same id and data': () => run(alike),
        'the kit': () => run(ours),
      },
      async stop() {
        await Promise.all([bare, alike, ours].map((server) => server.stop()));
        await stack.stop();
      },
    };
  },
};
