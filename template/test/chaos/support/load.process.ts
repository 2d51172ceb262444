// Asks an API as it is told, and tells what became of each request. A process of its own, so that whoever asks does not hold up what is
// measured.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Sent } from './load.ts';

const orderSchema = z.object({
  url: z.url(),
  token: z.string(),
  seconds: z.number(),
  how: z.union([z.object({ connections: z.int() }), z.object({ perSecond: z.int() })]),
});

const send = (url: string, token: string): Promise<Sent> => {
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const began = performance.now();
  const answer = (status: number, retryAfter: string | null): void =>
    resolve({ status, retryAfter, ms: performance.now() - began });
  // Each on a connection of its own: whoever comes in a crowd has none yet.
  const options = { headers: { authorization: `Bearer ${token}` }, agent: new Agent(), timeout: 30_000 };
  const sent = request(url, options, (reply) => {
    reply.resume();
    reply.on('end', () => answer(reply.statusCode ?? 0, reply.headers['retry-after'] ?? null));
    reply.on('error', () => answer(0, null));
  });
  sent.on('timeout', () => sent.destroy());
  sent.on('error', () => answer(0, null));
  sent.end();
  return promise;
};

process.once('message', async (message) => {
  const { url, token, seconds, how } = orderSchema.parse(message);
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const answers: Promise<Sent>[] = [];
  const ask = (): Promise<Sent> => {
    const answer = send(url, token);
    answers.push(answer);
    return answer;
  };
  if ('connections' in how) {
    const askOn = async (): Promise<void> => {
      while (since() < seconds) await ask();
    };
    await Promise.all(Array.from({ length: how.connections }, askOn));
  } else {
    while (answers.length < how.perSecond * seconds) {
      const due = Math.min(how.perSecond * seconds, Math.ceil(since() * how.perSecond));
      while (answers.length < due) void ask();
      await sleep(5);
    }
  }
  process.send?.(await Promise.all(answers), () => process.disconnect());
});
