import type { Figures } from '../harness/bench.ts';
import { percentile } from '../harness/percentile.ts';
import { type Message, send } from '../harness/send.ts';
import type { startProcess } from '../harness/start-process.ts';

/** Sends to a process over 20 connections, and tells what each request took of its processors and of the sender's time. */
export async function load(
  server: Pick<Awaited<ReturnType<typeof startProcess>>, 'url' | 'use'>,
  message: Message,
  count: number,
): Promise<Figures> {
  const before = await server.use();
  const { took, perSecond } = await send(server.url, message, count, 20);
  const after = await server.use();
  return {
    cpu_us: (after.cpu_us - before.cpu_us) / count,
    p50_ms: percentile(took, 0.5),
    p99_ms: percentile(took, 0.99),
    requests_per_s: perSecond,
  };
}
