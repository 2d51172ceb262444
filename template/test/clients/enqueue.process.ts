// Enqueues one job, on the Redis of REDIS_URL, and says what came of it; waits for a job that was added to be done.
import { setTimeout as wait } from 'node:timers/promises';
import { queue } from '../../src/clients/queue.ts';
import { redis } from '../../src/clients/redis.ts';
import { jobService } from '../../src/services/job.service.ts';
import { isAppError } from '../../src/utils/app-error.ts';
import { witnessJob } from '../jobs/fixtures/witness.job.ts';

redis?.on('error', () => undefined);
// Not waited for: a silent one never is connected.
const connected = redis?.connect().catch(() => undefined);
await Promise.race([connected, wait(1000)]);

const waitFor = async (id: string): Promise<string> => {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const job = await queue.use(({ jobs }) => jobs.getJob(id));
    if (await job?.isCompleted()) return 'done';
    await wait(50);
  }
  return 'added';
};

const since = performance.now();
const say = (what: string): boolean =>
  process.stdout.write(`${what} after ${Math.round(performance.now() - since)} ms\n`);
try {
  say(await waitFor(await jobService.enqueue(witnessJob, { note: 'from-a-process' })));
} catch (error) {
  say(isAppError(error) ? error.code : String(error));
}
redis?.disconnect();
