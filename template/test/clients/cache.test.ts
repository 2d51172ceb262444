import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pino from 'pino';
import { z } from 'zod';
import { runScript } from '../stack/run-script.ts';
import { startRedisProxy } from '../support/start-redis-proxy.ts';
import { until } from '../support/until.ts';

const direct = process.env['REDIS_URL'] ?? '';
const proxy = await startRedisProxy(direct);
process.env['REDIS_URL'] = proxy.url;
const { cache } = await import('../../src/clients/cache.ts');
const { metrics } = await import('../../src/clients/metrics.ts');
const { redis } = await import('../../src/clients/redis.ts');
const { requestContext } = await import('../../src/context/request-context.ts');

const [ann, bob] = [crypto.randomUUID(), crypto.randomUUID()];
const as = <T>(user: string, work: () => Promise<T>, signal = new AbortController().signal): Promise<T> => {
  const caller = { user: { id: user, email: null }, accessToken: null };
  return requestContext.run({ requestId: 'r', log: pino({ level: 'silent' }), signal, caller }, work);
};

const source = { value: 'first', loads: 0, ms: 0 };
const load = async (): Promise<string> => {
  source.loads += 1;
  const { value } = source;
  if (source.ms > 0) await wait(source.ms);
  return value;
};
const entry = { name: 'test', key: 'k', schema: z.string(), ttl_seconds: 60, tags: [] as string[] };
const mine = (more: Partial<typeof entry> = {}) => cache.get({ ...entry, owner: 'caller', ...more }, load);
const shared = (more: Partial<typeof entry> = {}) => cache.get({ ...entry, owner: 'shared', ...more }, load);

/** Every value of the file is new to each test. */
beforeEach(async () => {
  Object.assign(source, { value: 'first', loads: 0, ms: 0 });
  await redis?.flushdb();
});
beforeAll(async () => {
  redis?.on('error', () => undefined);
  await redis?.connect();
});
afterAll(async () => {
  redis?.disconnect();
  await proxy.stop();
});

describe('what is kept', () => {
  it('is loaded once, on the one connection of the process', async () => {
    expect([await shared(), await shared(), source.loads]).toEqual(['first', 'first', 1]);
    expect(proxy.connections()).toBe(1);
  });

  it('is loaded again after its time', async () => {
    await shared({ ttl_seconds: 1 });
    source.value = 'second';
    await wait(1050);
    expect(await shared({ ttl_seconds: 1 })).toBe('second');
  });

  it('belongs to its user, whatever the key is', async () => {
    expect(await as(ann, () => mine())).toBe('first');
    source.value = "bob's";
    expect(await as(bob, () => mine())).toBe("bob's");
    expect(await as(ann, () => mine())).toBe('first');
    expect(await cache.get({ ...entry, owner: { tenant: ann } }, load)).toBe("bob's");
    expect(await shared()).toBe("bob's");
    expect(source.loads).toBe(4);
    for (const key of [`k:${ann}`, 'k}', '../k', 'k\0', '\ud800', 'k'.repeat(100_000)])
      await as(ann, () => mine({ key }));
    expect(source.loads).toBe(10);
  });

  it('is nobody’s where there is no caller: that is an error', async () => {
    await expect(mine()).rejects.toThrow('no caller');
    await expect(cache.get({ ...entry, owner: { tenant: 'a}:value' } }, load)).rejects.toThrow('by their id');
    expect(source.loads).toBe(0);
  });

  it('is loaded again where it does not fit any more, and no error is kept', async () => {
    await shared();
    expect(await cache.get({ ...entry, owner: 'shared', schema: z.number() }, async () => 7)).toBe(7);
    await expect(
      cache.get({ ...entry, key: 'bad', owner: 'shared' }, async () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(await shared({ key: 'bad' })).toBe('first');
  });

  it('may be null, and is not kept where it is large', async () => {
    const nothing = () =>
      cache.get({ ...entry, owner: 'shared', schema: z.null() }, async () => {
        await load();
        return null;
      });
    expect([await nothing(), await nothing(), source.loads]).toEqual([null, null, 1]);
    source.value = 'x'.repeat(300_000);
    await shared({ key: 'large' });
    await shared({ key: 'large' });
    expect(source.loads).toBe(3);
  });

  it('is counted', async () => {
    const counts = async () => {
      const { values } = await metrics.cache.get();
      const of = (outcome: string): number =>
        values.find(({ labels }) => 'outcome' in labels && labels.outcome === outcome)?.value ?? 0;
      return { hit: of('hit'), miss: of('miss') };
    };
    const before = await counts();
    await shared();
    await shared();
    await shared();
    expect(await counts()).toEqual({ hit: before.hit + 2, miss: before.miss + 1 });
  });
});

describe('many that want the same', () => {
  it('wait for one load', async () => {
    source.ms = 50;
    const values = await Promise.all(Array.from({ length: 200 }, () => shared()));
    expect([new Set(values), source.loads]).toEqual([new Set(['first']), 1]);
  });

  it('begin again, once, where the one that loads has left', async () => {
    const leaving = new AbortController();
    const leave = (): Promise<string> =>
      new Promise((_resolve, reject) => leaving.signal.addEventListener('abort', () => reject(new Error('left'))));
    const first = as(ann, () => cache.get({ ...entry, owner: 'caller' }, leave), leaving.signal).catch(() => 'left');
    await wait(20);
    const others = Array.from({ length: 20 }, () => as(ann, () => mine()));
    await wait(20);
    leaving.abort();
    expect([await first, new Set(await Promise.all(others)), source.loads]).toEqual(['left', new Set(['first']), 1]);
  });
});

describe('invalidate', () => {
  it('drops what has the tag, of this owner alone', async () => {
    await as(ann, () => mine({ tags: ['a', 'b'] }));
    await as(ann, () => mine({ key: 'other', tags: ['c'] }));
    await as(bob, () => mine({ tags: ['a'] }));
    source.value = 'second';
    await as(ann, () => cache.invalidate('caller', ['b']));
    expect(await as(ann, () => mine({ tags: ['a', 'b'] }))).toBe('second');
    expect(await as(ann, () => mine({ key: 'other', tags: ['c'] }))).toBe('first');
    expect(await as(bob, () => mine({ tags: ['a'] }))).toBe('first');
    await cache.invalidate({ user: bob }, null);
    expect(await as(bob, () => mine({ tags: ['a'] }))).toBe('second');
    expect(await as(ann, () => mine({ key: 'other', tags: ['c'] }))).toBe('first');
  });

  it('in another instance is known in this one', async () => {
    await shared({ tags: ['rates'] });
    source.value = 'second';
    const other = runScript(path.join(import.meta.dirname, 'cache.process.ts'), { env: { REDIS_URL: direct } });
    await other.exited;
    expect(other.output()).toBe('');
    expect(await shared({ tags: ['rates'] })).toBe('second');
  });

  it('is not undone by what was being loaded meanwhile, and waits for no such load', async () => {
    source.ms = 100;
    const before = shared({ tags: ['rates'] });
    await wait(30);
    source.value = 'second';
    await cache.invalidate('shared', ['rates']);
    expect(await Promise.all([shared({ tags: ['rates'] }), before])).toEqual(['second', 'first']);
    expect(await shared({ tags: ['rates'] })).toBe('second');
    expect(source.loads).toBe(2);
  });
});

describe.each(['hang', 'cut'] as const)('where Redis is away (%s)', (mode) => {
  it('each value is loaded, in bounded time and once for all who want it, and what was invalidated stays so', async () => {
    expect(await shared({ tags: ['t'] })).toBe('first');
    source.value = 'second';
    proxy.set(mode);
    const started = performance.now();
    expect(await shared({ tags: ['t'] })).toBe('second');
    expect(performance.now() - started).toBeLessThan(1000);
    source.ms = 50;
    const again = performance.now();
    await Promise.all(Array.from({ length: 100 }, () => shared({ tags: ['t'] })));
    expect(source.loads).toBe(3);
    expect(performance.now() - again).toBeLessThan(500);
    await cache.invalidate('shared', ['t']);
    proxy.set('pass');
    // The pause that a failing Redis is given is over.
    const later = Date.now() + 6000;
    const now = jest.spyOn(Date, 'now').mockImplementation(() => later);
    // Whatever is answered until Redis is taken again, it is never what was there before.
    const back = await until(async () => {
      expect(await shared({ tags: ['t'] })).toBe('second');
      const loads = source.loads;
      await shared({ tags: ['t'] });
      return source.loads === loads ? true : null;
    });
    now.mockRestore();
    expect(back).toBe(true);
  });
});
