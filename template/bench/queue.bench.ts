import { join } from 'node:path';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { startProcess } from './harness/start-process.ts';

/**
 * Each variant adds 2,000 jobs, 50 at a time, that do nothing, and has them done by a worker in the same process, 50 at a time: by BullMQ alone with
 * the kit's options, and by `jobService` and `workerService`, which parse payloads, carry the user, and look for cancellations.
 */
export const queueBench: Bench = {
  title: 'Jobs added and done in a second, with a Redis of this machine',
  rounds: 21,
  goals: [{ figure: 'jobs_per_s', variant: 'the kit', as: 'ratio', bound: 'at least', value: 0.85 }],
  async start() {
    const stack = await startApiStack();
    const env = { ...stack.env, LOG_LEVEL: 'warn', WORKER_CONCURRENCY: '50' };
    const file = join(import.meta.dirname, 'queue/jobs.process.ts');
    const bare = await startProcess(file, { ...env, HOW: 'bare', REDIS_URL: `${stack.env.REDIS_URL}/1` });
    const ours = await startProcess(file, { ...env, HOW: 'kit', REDIS_URL: `${stack.env.REDIS_URL}/2` });
    const run = async ({ url }: { url: string }): Promise<Figures> => {
      const reply = await fetch(url, { signal: AbortSignal.timeout(60_000) });
      return (await reply.json()) as Figures;
    };
    return {
      variants: { 'bare BullMQ': () => run(bare), 'the kit': () => run(ours) },
      async stop() {
        await Promise.all([bare.stop(), ours.stop()]);
        await stack.stop();
      },
    };
  },
};
