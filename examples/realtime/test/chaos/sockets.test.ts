// Two API instances and a Redis, as real processes that are really killed. Each test prints what was sent and what was lost.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { measurement } from '../support/measurements.ts';
import { socketClient, type SocketClient } from '../support/socket-client.ts';
import { startServer } from '../support/start-server.ts';
import { signUp } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

const LIFETIME_MS = 180_000;
const { dir, remove } = await scratchDir();
const newRedis = async (port: number) => {
  const redis = await startRedis({ dir, port, keep: true, databases: 1 });
  if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
  return redis;
};
const running = { redis: await newRedis(0) };
const port = Number(new URL(running.redis.url).port);

const askRedis = async <T>(question: (client: Redis) => Promise<T>): Promise<T> => {
  const client = new Redis(running.redis.url);
  return question(client).finally(() => client.disconnect());
};
/** Without a word to those who are connected; what it had acknowledged is in its log. */
const killRedis = async (): Promise<void> => {
  const info = await askRedis((client) => client.info('server'));
  process.kill(Number(/process_id:(\d+)/.exec(info)?.[1]), 'SIGKILL');
  await running.redis.stop();
};

const startInstance = async () => {
  const server = await startServer(
    { REDIS_URL: running.redis.url, RATE_LIMIT_PER_USER_PER_MINUTE: '100000' },
    LIFETIME_MS,
  );
  await until(server.answers, 40_000);
  return server;
};
const user = await signUp();
const [one, two] = await Promise.all([startInstance(), startInstance()]);
const clients: SocketClient[] = [];
afterAll(async () => {
  for (const client of clients) client.stop();
  for (const server of [one, two]) server.kill('SIGKILL');
  await running.redis.stop();
  await remove();
});

const headers = { authorization: `Bearer ${user.tokens.access_token}`, 'content-type': 'application/json' };
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) });

const board = { id: '', topic: '' };
beforeAll(async () => {
  const reply = await post(`${one.url}/v1/boards`, { name: 'Pumps', window_seconds: 3600, lateness_seconds: 86_400 });
  board.id = z.object({ data: z.object({ id: z.string() }) }).parse(await reply.json()).data.id;
  board.topic = `boards.${board.id}`;
});

/** Sends a measurement until an instance has taken it, as a producer does. */
const produce = async (urls: readonly string[]): Promise<void> => {
  const measurements = [measurement('1')];
  await until(async () => {
    const [url = ''] = urls.toSorted(() => Math.random() - 0.5);
    const reply = await post(`${url}/v1/boards/${board.id}/measurements`, { measurements }).catch(() => null);
    return reply?.status === 200 ? true : null;
  }, 30_000);
};
/** So many, by five producers at once. */
const produceMany = async (count: number, urls: readonly string[]): Promise<void> => {
  const producers = Array.from({ length: 5 }, async () => {
    for (let sent = 0; sent < count / 5; sent += 1) await produce(urls);
  });
  await Promise.all(producers);
};

const connect = async (url: string, lastId: string | null): Promise<SocketClient> => {
  const client = socketClient(url, { token: user.tokens.access_token });
  clients.push(client);
  await client.opened();
  await client.subscribe(board.topic, lastId);
  return client;
};
const ids = (...some: SocketClient[]): string[] =>
  some.flatMap((client) => client.messages(board.topic).map((frame) => (frame.type === 'message' ? frame.id : '')));
/** The highest count that was told: nothing later is to come. */
const told = (client: SocketClient): number =>
  Math.max(
    0,
    ...client
      .messages(board.topic)
      .flatMap(({ data }) => (data as { windows: { readings: number }[] }).windows.map(({ readings }) => readings)),
  );
const gaps = (...some: SocketClient[]) =>
  some.flatMap(({ frames }) => frames.filter(({ type }) => type !== 'message' && type !== 'subscribed'));

const report = (what: string, sent: number, got: number): void =>
  void process.stdout.write(`${what}: sent ${sent}, came ${got}, lost ${sent - got}\n`);

it('brings what one instance is sent to the sockets of all', async () => {
  const [here, there] = [await connect(one.url, null), await connect(two.url, null)];
  await produceMany(50, [one.url, two.url]);
  await until(() => (ids(here).length === 50 && ids(there).length === 50 ? true : null));
  report('two instances', 50, ids(there).length);
  expect(ids(here)).toEqual(ids(there));
  expect(told(there)).toBe(50);
  for (const client of [here, there]) client.stop();
});

it('loses nothing while Redis is killed and comes back', async () => {
  const client = await connect(one.url, null);
  const key = `topic:${board.topic}`;
  const producing = produceMany(50, [one.url, two.url]);
  await until(() => (ids(client).length > 5 ? true : null));
  await killRedis();
  running.redis = await newRedis(port);
  // Kept, and told to nobody: as by another instance, before this one listens again.
  const unheard = JSON.stringify({ windows: [], watermark: null, late_count: '0' });
  const id = await askRedis((redis) => redis.xadd(key, '*', 'data', unheard));
  await producing;
  await until(() => (told(client) === 100 ? true : null), 20_000);
  const kept = (await askRedis((redis) => redis.xrange(key, '-', '+'))).map(([one]) => one);
  const got = ids(client);
  const sent = kept.slice(kept.indexOf(got[0] ?? ''));
  report('Redis killed', sent.length, got.length);
  expect(got).toEqual(sent);
  expect(got).toContain(id);
  expect(gaps(client)).toEqual([]);
  client.stop();
});

it('loses nothing where an instance is killed, and its clients go on at another', async () => {
  const client = await connect(one.url, null);
  const witness = await connect(two.url, null);
  const producing = produceMany(50, [one.url, two.url]);
  await until(() => (ids(client).length > 5 ? true : null));
  one.kill('SIGKILL');
  expect(await client.closed()).toBe(1006);
  const back = await connect(two.url, ids(client).at(-1) ?? null);
  await producing;
  await until(() => (told(back) === 150 && told(witness) === 150 ? true : null), 20_000);
  const sent = ids(witness);
  const got = ids(client, back);
  report('an instance killed', sent.length, got.length);
  expect(got).toEqual(sent);
  expect(gaps(back)).toEqual([]);
});

it('says goodbye with 1001 when it is told to end, and its clients go on at another', async () => {
  const three = await startInstance();
  const client = await connect(two.url, null);
  const witness = await connect(three.url, null);
  two.kill('SIGTERM');
  expect(await client.closed()).toBe(1001);
  const back = await connect(three.url, ids(client).at(-1) ?? (await client.frame('subscribed', board.topic)).last_id);
  await produceMany(10, [three.url]);
  await until(() => (ids(back).length === 10 ? true : null));
  report('an instance told to end', 10, ids(back).length);
  expect(ids(client, back)).toEqual(ids(witness));
  expect((await two.ended).code).toBe(0);
  three.kill('SIGKILL');
}, 90_000);
