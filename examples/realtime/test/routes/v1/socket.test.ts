import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { revocationService } from '../../../src/services/revocation.service.ts';
import { measurement } from '../../support/measurements.ts';
import { addSignIn, newBrowser, signUp } from '../../support/test-browser.ts';
import { until } from '../../support/until.ts';

process.env['SOCKET_HEARTBEAT_MS'] = '200';
const { startSocketApp } = await import('../../support/start-socket-app.ts');
const test = startSocketApp({}, addSignIn);

const newBoard = async () => {
  const user = await test.newUser();
  const id = await user.create('/v1/boards', { name: 'Pumps', window_seconds: 10 });
  const send = (value: string) =>
    user.api('POST', `/v1/boards/${id}/measurements`, { measurements: [measurement(value)] });
  return { user, topic: `boards.${id}`, send };
};

describe('/v1/socket', () => {
  it('holds nothing of the request that opened it', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const requests: WeakRef<object>[] = [];
    test.app().server.once('upgrade', (request) => requests.push(new WeakRef(request)));
    const user = await test.newUser();
    const client = await test.openFor(user);
    await client.subscribe(`notifications.${user.id}`);
    await until(() => {
      collectGarbage();
      return requests.every((request) => request.deref() === undefined) ? true : null;
    });
    expect(requests).toHaveLength(1);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('brings each update of a board, in order, from when it was asked for', async () => {
    const { user, topic, send } = await newBoard();
    await send('1');
    const client = await test.openFor(user);
    expect(client.socket.protocol).toBe('v1');
    await client.subscribe(topic);
    await send('2');
    await send('3');
    await until(() => (client.messages(topic).length === 2 ? true : null));
    expect(client.messages(topic)).toMatchObject([
      { data: { windows: [{ readings: 2, sum: '3' }], late_count: '0' } },
      { data: { windows: [{ readings: 3, sum: '6' }] } },
    ]);
    client.ask({ type: 'unsubscribe', topic });
    await client.frame('unsubscribed', topic);
    await send('4');
    const again = await test.openFor(user);
    await again.subscribe(topic, client.messages(topic)[0]?.id ?? null);
    await until(() => (again.messages(topic).length === 2 ? true : null));
    expect(client.messages(topic)).toHaveLength(2);
  });

  it('goes on after what was had, and says so where that is not kept any more', async () => {
    const { user, topic, send } = await newBoard();
    const first = await test.openFor(user);
    const start = await first.subscribe(topic);
    first.stop();
    for (const value of ['1', '2', '3']) await send(value);
    const second = await test.openFor(user);
    expect(await second.subscribe(topic, start)).toBe(start);
    await until(() => (second.messages(topic).length === 3 ? true : null));
    expect(second.frames.filter(({ type }) => type === 'gap')).toEqual([]);

    const third = await test.openFor(user);
    await third.subscribe(topic, '1-0');
    expect(await third.frame('gap', topic)).toMatchObject({ last_id: second.messages(topic).at(-1)?.id });
    await send('4');
    await until(() => (third.messages(topic).length === 1 ? true : null));
  });

  it('takes a token in a header as well, and the session of a browser on a page of ours', async () => {
    const program = test.open({ headers: { authorization: `Bearer ${(await test.newUser()).token}` } });
    await program.opened();

    const user = await signUp();
    const browser = newBrowser(test.app());
    await browser.signIn(user.tokens);
    const page = test.open({ headers: { cookie: browser.jar.cookie ?? '', origin: test.url() } });
    await page.opened();
    await page.subscribe(`notifications.${user.id}`);
  });

  it('answers pings, and is closed where the client does not', async () => {
    const user = await test.newUser();
    const [dead, alive] = [await test.openFor(user), await test.openFor(user)];
    dead.socket.pause();
    await until(() => (test.app().websocketServer.clients.size === 1 ? true : null));
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
    dead.socket.resume();
    expect(await dead.closed()).toBe(1006);
  });

  it('is closed once its user has signed out', async () => {
    const user = await test.newUser();
    const client = await test.openFor(user);
    await revocationService.ban(user.id);
    expect(await client.closed()).toBe(4401);
    expect(await test.open({ token: user.token }).refusal).toEqual({ status: 403, code: 'user_banned' });
  });

  it('says what is wrong with a frame, in the format of every error, and goes on', async () => {
    const { user, topic } = await newBoard();
    const client = await test.openFor(user);
    const asked = [
      ['no json', 'invalid_frame', 400],
      [{ type: 'shout' }, 'validation_failed', 400],
      [{ type: 'subscribe', topic, extra: true }, 'validation_failed', 400],
      [{ type: 'subscribe', topic, last_id: 'yesterday' }, 'validation_failed', 400],
      [{ type: 'subscribe', topic: 'weather' }, 'topic_not_found', 404],
      [{ type: 'subscribe', topic: 'boards.not-an-id' }, 'topic_not_found', 404],
    ] as const;
    for (const [frame] of asked) client.ask(frame);
    await until(() => (client.frames.length === asked.length ? true : null));
    expect(client.frames).toMatchObject(
      asked.map(([, code, statusCode]) => ({
        type: 'error',
        error: { code, message: expect.any(String) },
        statusCode,
      })),
    );
    await client.subscribe(topic);
  });

  it('is told to whoever comes without an upgrade', async () => {
    const user = await test.newUser();
    expect(await user.api('GET', '/v1/socket')).toMatchObject({
      status: 400,
      body: { error: { code: 'websocket_required' } },
    });
  });

  it('closes with 1001 before the app does', async () => {
    const client = await test.openFor(await test.newUser());
    await test.app().close();
    expect(await client.closed()).toBe(1001);
  });
});
