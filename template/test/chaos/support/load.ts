import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What became of one request: its status, or 0 where no reply came. */
export type Sent = { readonly status: number; readonly ms: number; readonly retryAfter: string | null };

type Order = {
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
  /** So many at a time, each when the one before it is answered; or on a schedule, whatever comes back. */
  readonly how: { readonly connections: number } | { readonly perSecond: number };
};

/** Sends GET requests, and tells what became of each. */
export async function load(order: Order): Promise<readonly Sent[]> {
  const child = fork(join(import.meta.dirname, 'load.process.ts'), {
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  const exited = once(child, 'exit');
  child.send(order);
  const [answers] = await Promise.race([
    once(child, 'message'),
    exited.then(([code]): never => {
      throw new Error(`Whoever sends ended with ${code}.`);
    }),
  ]);
  await exited;
  return answers as readonly Sent[];
}
