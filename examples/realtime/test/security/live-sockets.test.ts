import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

Object.assign(process.env, {
  SOCKET_FRAMES_PER_10_SECONDS: '60',
  SOCKET_MAX_PER_USER: '3',
  SOCKET_SLOW_MS: '1000',
});
const { topicService } = await import('../../src/services/topic.service.ts');
const { boardTopic } = await import('../../src/topics/board.topic.ts');
const { startSocketApp } = await import('../support/start-socket-app.ts');
const test = startSocketApp({ CORS_ORIGINS: ['https://app.example.com'] }, addSignIn);

it('refuses a socket that a page of another site opens in a signed-in browser', async () => {
  const user = await signUp();
  const browser = newBrowser(test.app());
  await browser.signIn(user.tokens);
  const cookie = browser.jar.cookie ?? '';
  for (const origin of ['https://evil.example', 'null', test.url().replace('127.0.0.1', 'localhost')])
    expect(await test.open({ headers: { cookie, origin } }).refusal).toEqual({
      status: 403,
      code: 'cross_site_socket',
    });
  // Who hides the page is no browser of ours, and a token helps no foreign page either.
  expect(await test.open({ headers: { cookie } }).refusal).toMatchObject({ status: 403 });
  const { access_token: token } = user.tokens;
  expect(await test.open({ token, headers: { origin: 'https://evil.example' } }).refusal).toMatchObject({
    status: 403,
  });
  await test.open({ headers: { cookie, origin: test.url() } }).opened();
  await test.open({ headers: { cookie, origin: 'https://app.example.com' } }).opened();
});

it('refuses whoever is not signed in, before there is a socket', async () => {
  const key = new TextEncoder().encode(process.env['SUPABASE_JWT_SECRET'] ?? '');
  const token = (expires: string, secret = key) =>
    new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(randomUUID())
      .setAudience('authenticated')
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(secret);
  expect(await test.open({}).refusal).toEqual({ status: 401, code: 'token_required' });
  expect(await test.open({ token: await token('1 minute ago') }).refusal).toEqual({
    status: 401,
    code: 'token_expired',
  });
  const forged = await token('1h', new TextEncoder().encode('another secret of thirty-two bytes'));
  expect(await test.open({ token: forged }).refusal).toEqual({ status: 401, code: 'invalid_token' });
  expect(test.app().websocketServer.clients.size).toBe(0);
});

it("refuses another user's topics, and tells nothing of them", async () => {
  const [owner, other] = [await test.newUser(), await test.newUser()];
  const id = await owner.create('/v1/boards', { name: 'Secret' });
  const client = await test.openFor(other);
  client.ask({ type: 'subscribe', topic: `boards.${id}` });
  client.ask({ type: 'subscribe', topic: `boards.${randomUUID()}` });
  client.ask({ type: 'subscribe', topic: `notifications.${owner.id}` });
  await until(() => (client.frames.length === 3 ? true : null));
  const [foreign, none, notifications] = client.frames;
  expect(foreign).toMatchObject({ type: 'error', error: { code: 'board_not_found' }, statusCode: 404 });
  expect(none).toEqual({ ...foreign, topic: expect.any(String) });
  expect(notifications).toMatchObject({ type: 'error', error: { code: 'topic_forbidden' }, statusCode: 403 });
  const update = { windows: [], watermark: null, late_count: '0' };
  await topicService.publish(boardTopic, { board_id: id }, update);
  client.ask({ type: 'unsubscribe', topic: 'x' });
  await client.frame('unsubscribed', 'x');
  expect(client.frames).toHaveLength(4);
});

it('closes on a frame of a megabyte, and keeps none of it', async () => {
  const client = await test.openFor(await test.newUser());
  client.ask('x'.repeat(1_048_576));
  expect(await client.closed()).toBe(1009);
});

it('holds little for a client that does not read, and closes it', async () => {
  const user = await test.newUser();
  const id = await user.create('/v1/boards', { name: 'Busy' });
  const topic = `boards.${id}`;
  const client = await test.openFor(user);
  const start = await client.subscribe(topic);
  client.socket.pause();
  const window = {
    starts_at: '2026-01-01T00:00:00Z',
    readings: 1,
    sum: '1',
    min: '1',
    max: '1',
    mean: '1',
    version: 1,
  };
  const windows = Array.from({ length: 200 }, () => ({ ...window, id: randomUUID() }));
  const [server] = test.app().websocketServer.clients;
  const held: number[] = [];
  const watching = setInterval(() => held.push(server?.bufferedAmount ?? 0), 5);
  const sent = 400;
  for (let count = 0; count < sent; count += 1)
    await topicService.publish(boardTopic, { board_id: id }, { windows, watermark: null, late_count: String(count) });
  await until(() => (test.app().websocketServer.clients.size === 0 ? true : null));
  clearInterval(watching);
  // 400 messages of 36 KB are 14 MB; the rest of what it did not read is in Redis.
  expect(Math.max(...held)).toBeLessThan(200_000);

  // It comes back, goes on after what it had, and has them all.
  const again = await test.openFor(user);
  await again.subscribe(topic, start);
  await until(() => (again.messages(topic).length === sent ? true : null), 15_000);
  const counts = again.messages(topic).map(({ data }) => Number((data as { late_count: string }).late_count));
  expect(counts).toEqual(Array.from({ length: sent }, (_, count) => count));
});

it('cuts a flood of frames off, before anything is done for it', async () => {
  const client = await test.openFor(await test.newUser());
  for (let count = 0; count < 500; count += 1) client.ask({ type: 'unsubscribe', topic: 'x' });
  expect(await client.closed()).toBe(1008);
  expect(client.frames.at(-1)).toMatchObject({ type: 'error', error: { code: 'rate_limited' }, statusCode: 429 });
  expect(client.frames.length).toBeLessThanOrEqual(61);
});

it('refuses any number of sockets', async () => {
  const user = await test.newUser();
  const [client] = [await test.openFor(user), await test.openFor(user), await test.openFor(user)];
  expect(await test.open({ token: user.token }).refusal).toEqual({ status: 429, code: 'too_many_sockets' });
  client.stop();
  await until(() => (test.app().websocketServer.clients.size === 2 ? true : null));
  await test.openFor(user);
});
