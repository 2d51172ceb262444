// npm run worker: one more worker beside `npm run dev`, which has one already. STACK=external: a worker of .env's services.
import { parseArgs } from 'node:util';
import { fail } from './fail.ts';
import { takeRunningEnv } from './running-env.ts';
import { sourceProcess } from './source-process.ts';

try {
  parseArgs({ options: {} });
  await takeRunningEnv();
  const worker = await sourceProcess('worker.ts', {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void worker.stop());
  const [code] = await worker.exited;
  process.exitCode = Number(code ?? 1);
} catch (error) {
  fail(error);
}
