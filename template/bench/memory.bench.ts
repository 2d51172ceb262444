import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench } from './harness/bench.ts';
import { startProcess } from './harness/start-process.ts';

const MB = 1_048_576;
const root = join(import.meta.dirname, '..');
const file = (name: string): string => join(import.meta.dirname, 'memory', name);

/** The API as `npm run build` makes it, five seconds after its start, beside a Fastify with one route. */
export const memoryBench: Bench = {
  title: 'Memory of an idle API (production build)',
  rounds: 3,
  goals: [{ figure: 'rss_mb', variant: 'the API', as: 'itself', bound: 'at most', value: 150 }],
  async start() {
    const tsc = join(root, 'tsconfig.build.json');
    await promisify(execFile)('npx', ['tsc', '-p', tsc], { cwd: root, timeout: 120_000 });
    const stack = await startApiStack();
    const weigh = async (name: string) => {
      const server = await startProcess(file(name), { ...stack.env, PORT: '0' });
      await sleep(5000);
      const { rss_bytes } = await server.use();
      await server.stop();
      return { rss_mb: rss_bytes / MB };
    };
    return {
      variants: { 'bare Fastify': () => weigh('bare.process.ts'), 'the API': () => weigh('built.process.ts') },
      stop: stack.stop,
    };
  },
};
