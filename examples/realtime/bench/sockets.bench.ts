import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench, Figures } from './harness/bench.ts';
import type { Use } from './harness/serve.ts';
import { startProcess } from './harness/start-process.ts';
import { openSockets } from './sockets/open-sockets.ts';

const SOCKETS = 2000;
/**
 * As many are opened at a time, and then what is garbage is thrown away, as if they came over an hour: a heap that has grown
 * for it stays large. The first as many are closed again before anything is measured: code that is compiled is no cost of a socket.
 */
const AT_A_TIME = 200;
/**
 * MB. The part of the heap for what is young grows with what happens at once, to some 100 MB, and stays so: by itself it
 * would hide what sockets take, or count as theirs.
 */
const YOUNG = 2;
/** What a request has left behind, such as the timers of its deadlines, is gone by then. */
const SETTLE_MS = 12_000;
const MESSAGES = 50;
const TOPIC = `boards.${crypto.randomUUID()}`;
const UPDATE = JSON.stringify({
  windows: Array.from({ length: 1 }, () => ({
    id: crypto.randomUUID(),
    starts_at: '2026-01-01T12:00:00+00:00',
    readings: 2,
    sum: '42.0',
    min: '20.5',
    max: '21.5',
    mean: '21.0000000000',
    version: 1,
  })),
  watermark: '2026-01-01T12:00:04+00:00',
  late_count: '0',
});

/** A new process each time, with sockets of as many users in one topic. What is published comes from here, as from another instance. */
export const socketsBench: Bench = {
  title: `What ${SOCKETS} open sockets take of one process, and how fast all of them are told, beside ws and Redis alone`,
  rounds: 2,
  goals: [
    { figure: 'kb_per_socket', variant: 'the example', as: 'itself', bound: 'at most', value: 25 },
    { figure: 'kb_per_socket', variant: 'the example, all opened at once', as: 'itself', bound: 'at most', value: 25 },
    { figure: 'messages_per_s', variant: 'the example', as: 'itself', bound: 'at least', value: 10_000 },
  ],
  async start() {
    const stack = await startApiStack();
    Object.assign(process.env, stack.env);
    const { redis } = await import('../src/clients/redis.ts');
    const { topicRepository } = await import('../src/repositories/topic.repository.ts');
    await redis?.connect();
    const tokens = await Promise.all(Array.from({ length: SOCKETS }, () => stack.tokenFor(crypto.randomUUID())));
    const env = {
      ...stack.env,
      CHANNEL: topicRepository.channelOf(TOPIC),
      NODE_OPTIONS: `--expose-gc --max-semi-space-size=${YOUNG} --disable-warning=ExperimentalWarning`,
    };

    const measure = async (file: string, atATime = AT_A_TIME): Promise<Figures> => {
      const server = await startProcess(join(import.meta.dirname, 'sockets', file), env);
      /** What memory is used, once what was given up has been given back. */
      const memory = async (): Promise<Use> => {
        await server.use();
        await wait(SETTLE_MS);
        return server.use();
      };
      try {
        const first = await openSockets(server.url, tokens.slice(0, AT_A_TIME), TOPIC);
        await first.close();
        const before = await memory();
        const groups: Awaited<ReturnType<typeof openSockets>>[] = [];
        for (let from = 0; from < SOCKETS; from += atATime) {
          groups.push(await openSockets(server.url, tokens.slice(from, from + atATime), TOPIC));
          await server.use();
        }
        const after = await memory();
        const began = performance.now();
        await Promise.all(Array.from({ length: MESSAGES }, () => topicRepository.publish(TOPIC, UPDATE)));
        await Promise.all(groups.map((group) => group.received(MESSAGES * atATime)));
        const seconds = (performance.now() - began) / 1000;
        await Promise.all(groups.map((group) => group.close()));
        return {
          kb_per_socket: (after.rss_bytes - before.rss_bytes) / 1024 / SOCKETS,
          heap_kb_per_socket: (after.heap_bytes - before.heap_bytes) / 1024 / SOCKETS,
          messages_per_s: (MESSAGES * SOCKETS) / seconds,
        };
      } finally {
        await server.stop();
      }
    };
    return {
      variants: {
        'ws and Redis': () => measure('bare.process.ts'),
        'the example': () => measure('app.process.ts'),
        'the example, all opened at once': () => measure('app.process.ts', SOCKETS),
      },
      stop: stack.stop,
    };
  },
};
