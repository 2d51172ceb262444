import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from './support/start-server.ts';
import { startUpstream } from './support/start-upstream.ts';
import { createTestUser } from './support/test-user.ts';
import { until } from './support/until.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
const slow = { SUPABASE_URL: upstream.url };
afterAll(() => upstream.stop());

const user: { token: string } = { token: '' };
beforeAll(async () => {
  const { buildApp } = await import('../src/app.ts');
  const app = await buildApp();
  user.token = (await createTestUser(app)).token;
  await app.close();
});

// What came back is what the tests are about.
const json = async (reply: Response): Promise<ReturnType<typeof JSON.parse>> => reply.json();
const me = (url: string) =>
  fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${user.token}` }, signal: AbortSignal.timeout(10_000) });

describe('the process', () => {
  it('listens, answers, logs without secrets, and ends with 0 on SIGINT', async () => {
    const server = await startServer({ SUPABASE_URL: `${slow.SUPABASE_URL}/` });
    await until(server.answers);
    expect((await me(server.url)).status).toBe(200);
    expect((await fetch(`${server.url}/nowhere?token=hunter2-hunter2&page=2`)).status).toBe(404);
    const rss = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8').catch(() => ''))?.[1];
    if (rss !== undefined) process.stderr.write(`The idle API takes ${Math.round(Number(rss) / 1024)} MB.\n`);
    server.kill('SIGINT');
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trim().split('\n');
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level');
    const answered = lines.map((line) => JSON.parse(line)).filter(({ req }) => req?.url === '/v1/me');
    expect(answered).toEqual([
      expect.objectContaining({
        res: { statusCode: 200 },
        responseTime: expect.any(Number),
        reqId: expect.any(String),
      }),
    ]);
    expect(stdout).toContain('/nowhere?token=[redacted]&page=2');
    expect(stdout).not.toContain('hunter2');
    expect(stdout).not.toContain(user.token);
    expect(stdout).toContain('SIGINT received: draining.');
  });

  it('answers everything that is in flight when SIGTERM comes, then ends with 0', async () => {
    const server = await startServer(slow);
    await until(server.answers);
    upstream.behaviour.delay = 1000;
    const asked = upstream.asked.length;
    const replies = Array.from({ length: 20 }, () => me(server.url));
    await until(() => (upstream.asked.length >= asked + 20 ? true : null));
    server.kill('SIGTERM');
    const seen = await Promise.all(
      replies.map(async (reply) => {
        const answer = await reply;
        return [answer.status, answer.headers.get('connection'), (await json(answer)).data?.roles];
      }),
    );
    upstream.behaviour.delay = 0;
    // `close`: the client must not use a connection again that is about to end.
    expect(seen).toEqual(Array.from({ length: 20 }, () => [200, 'close', []]));
    expect((await server.ended).code).toBe(0);
    expect(await server.answers()).toBeNull();
  });

  it('is not ready, but still answers, for SHUTDOWN_DELAY_MS', async () => {
    const server = await startServer({ ...slow, SHUTDOWN_DELAY_MS: '1500' });
    await until(server.answers);
    server.kill('SIGTERM');
    await sleep(300);
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, (await json(ready)).data.status]).toEqual([503, 'draining']);
    expect((await me(server.url)).status).toBe(200);
    expect((await server.ended).code).toBe(0);
  });

  it('ends after SHUTDOWN_TIMEOUT_MS, whatever is still open', async () => {
    const server = await startServer({ ...slow, SHUTDOWN_TIMEOUT_MS: '500' });
    await until(server.answers);
    upstream.behaviour.mode = 'hang';
    const reply = me(server.url).catch(() => null);
    await sleep(200);
    const since = performance.now();
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(1);
    upstream.behaviour.mode = 'pass';
    expect(performance.now() - since).toBeLessThan(4000);
    await reply;
  });

  it('starts while Supabase and Redis are away, and says so', async () => {
    const server = await startServer({ SUPABASE_URL: 'http://127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' });
    await until(server.answers);
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, (await json(ready)).data]).toEqual([
      503,
      { status: 'not_ready', checks: { supabase: 'failed', redis: 'failed', queue: 'failed' } },
    ]);
    const refused = await me(server.url);
    expect([refused.status, (await json(refused)).error.code]).toEqual([503, 'database_unavailable']);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});

describe('a start that cannot work ends with one message and 1', () => {
  it('without its environment', async () => {
    const server = await startServer({
      SUPABASE_URL: '',
      SUPABASE_SECRET_KEY: '',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: 'many',
    });
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The API could not start\. The environment is not complete:\n/);
    for (const name of ['SUPABASE_URL', 'SUPABASE_SECRET_KEY', 'RATE_LIMIT_PER_MINUTE'])
      expect(stderr).toContain(`  ${name}: `);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('where its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await (await startServer({ PORT: String(port) })).ended;
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The API could not start\..*EADDRINUSE.*\n$/);
    expect(stderr).toContain(String(port));
  });
});
