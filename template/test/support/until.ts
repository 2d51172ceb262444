import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again every 25 ms until the answer is not null; at most `patience` milliseconds. */
export async function until<T>(ask: () => Promise<T | null> | T | null, patience = 8000): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`Nothing came within ${patience} ms.`);
    await sleep(25);
  }
}
