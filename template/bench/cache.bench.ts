import { z } from 'zod';
import { noteSchema } from './api/note.schema.ts';
import { sampleNote } from './api/sample-note.ts';
import { startApiStack } from './api/start-api-stack.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { percentile } from './harness/percentile.ts';

const HITS = 5000;
const schema = z.array(noteSchema);
const page = Array.from({ length: 20 }, () => sampleNote);
const entry = { name: 'notes', owner: 'shared', key: 'page-1', schema, ttl_seconds: 600, tags: ['notes'] } as const;

/** Each is asked for when the one before it has come, so that nothing waits in line. */
const measure = async (ask: () => Promise<unknown>): Promise<Figures> => {
  const took: number[] = [];
  for (const _ of Array(HITS).keys()) {
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
  }
  const sorted = took.toSorted((a, b) => a - b);
  return { p50_ms: percentile(sorted, 0.5), p99_ms: percentile(sorted, 0.99) };
};

/** A page of 20 notes (10 KB): by a GET of ioredis and JSON.parse, and by `cache`, which looks at the tags and parses with Zod. */
export const cacheBench: Bench = {
  title: 'How long a cache hit takes, with a Redis of this machine',
  rounds: 7,
  goals: [{ figure: 'p50_ms', variant: 'a cache hit', as: 'itself', bound: 'at most', value: 1 }],
  async start() {
    const stack = await startApiStack();
    Object.assign(process.env, stack.env);
    const { cache } = await import('../src/clients/cache.ts');
    const { redis } = await import('../src/clients/redis.ts');
    if (redis === null) throw new Error('There is no Redis, though its URL was given.');
    await redis.connect();
    await redis.set('page', JSON.stringify(page));
    await cache.get(entry, async () => page);
    const load = (): never => {
      throw new Error('It was no hit.');
    };
    return {
      variants: {
        'bare Redis GET': () => measure(async () => JSON.parse((await redis.get('page')) ?? '') as unknown),
        'a cache hit': () => measure(() => cache.get(entry, load)),
      },
      async stop() {
        redis.disconnect();
        await stack.stop();
      },
    };
  },
};
