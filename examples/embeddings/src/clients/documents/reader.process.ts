// Started by extract-document.ts for one file, whose reading it sends back. It may hang or swell: what watches it has a thread
// of its own, so it ends in time whatever the file does, and though its parent be gone.
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { documentTypeSchema } from '../../schemas/chunk.schema.ts';

const limitsSchema = z.object({ cpu_ms: z.number(), ms: z.number(), memory: z.number() });
const orderSchema = z.object({ bytes: z.instanceof(Uint8Array), type: documentTypeSchema, limits: limitsSchema });
const LOOK_EVERY_MS = 20;

const watch = (): void => {
  const { cpu_ms, ms, memory } = limitsSchema.parse(workerData);
  const end = performance.now() + ms;
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const isOver = performance.now() > end || (user + system) / 1000 > cpu_ms || process.memoryUsage.rss() > memory;
    if (isOver) process.kill(process.pid, 'SIGKILL');
  }, LOOK_EVERY_MS);
};

const read = async (order: unknown): Promise<void> => {
  const { bytes, type, limits } = orderSchema.parse(order);
  new Worker(import.meta.filename, { workerData: limits }).unref();
  const { readDocument } = await import('./read-document.ts');
  const reading = await readDocument(bytes, type);
  // It waits to be ended: its end could be heard before what it said.
  process.send?.(reading);
};

if (isMainThread) {
  process.once('message', (order) => void read(order));
  process.once('disconnect', () => process.exit());
} else watch();
