import path from 'node:path';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../stack/free-port.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { runScript } from '../stack/run-script.ts';
import { copySource, startWorker } from '../support/start-worker.ts';

const copy = await copySource();
const scratch = await scratchDir();
afterAll(async () => {
  await copy.remove();
  await scratch.remove();
});

const script = path.join(import.meta.dirname, 'enqueue.process.ts');

/** Enqueues one job in a process of its own. @returns the code of the error, or "added", and the milliseconds it took */
const enqueue = async (url: string): Promise<{ said: string; ms: number }> => {
  const child = runScript(script, { env: { REDIS_URL: url } });
  await child.exited;
  const [, said = child.output(), ms = ''] = /^(\w+) after (\d+) ms$/m.exec(child.output()) ?? [];
  return { said, ms: Number(ms) };
};

describe('enqueuing fails at once', () => {
  it('where there is no Redis', async () => {
    expect(await enqueue('')).toMatchObject({ said: 'queue_unavailable' });
  });

  it('where Redis is down', async () => {
    const { said, ms } = await enqueue(`redis://127.0.0.1:${await freePort(0)}`);
    expect(said).toBe('queue_unavailable');
    expect(ms).toBeLessThan(500);
  });

  it('where Redis takes connections and says nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { said, ms } = await enqueue(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    silent.close();
    expect(said).toBe('queue_unavailable');
    expect(ms).toBeLessThan(1500);
  });
});

describe('a worker whose Redis is away', () => {
  it('starts, waits for it, and does then what waits', async () => {
    const port = await freePort(0);
    const url = `redis://127.0.0.1:${port}`;
    const worker = await startWorker(copy.dir, { REDIS_URL: url });
    await worker.ready();
    const redis = await startRedis({ dir: scratch.dir, port, keep: false, databases: 1 });
    expect(redis?.url).toBe(url);
    expect(await enqueue(url)).toMatchObject({ said: 'done' });
    worker.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
    await redis?.stop();
  });
});

describe('a worker that cannot work', () => {
  it('ends with one message and 1 without its environment', async () => {
    const worker = await startWorker(copy.dir, { SUPABASE_URL: '' });
    const { code, output } = await worker.ended;
    expect(code).toBe(1);
    expect(output).toMatch(/^The worker could not start\. The environment is not complete:\n {2}SUPABASE_URL: /);
    expect(output).not.toMatch(/\n\s+at /);
  });
});
