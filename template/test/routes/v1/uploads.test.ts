import { once } from 'node:events';
import { type ClientRequest, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from '../../../src/config/config.ts';
import { sampleFiles } from '../../support/sample-files.ts';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';
import type { TestUser } from '../../support/test-user.ts';
import { until } from '../../support/until.ts';

const MAX = 10_485_760;
const { png } = sampleFiles;
const codes: string[] = [];
beforeEach(() => void codes.splice(0));

/** The app on a port, for the tests of one `describe`. */
const listening = (overrides: Partial<Config> = {}) => {
  const test = startTestApp(overrides, (app) => {
    app.addHook('onError', async (_request, _reply, error) => void codes.push(error.code));
  });
  beforeAll(async () => void (await test.app().listen({ port: 0, host: '127.0.0.1' })));
  return { ...test, open: openAt(test) };
};

/** An upload over a socket, whose body is written by the test; its length is announced where there is one. */
const openAt =
  (test: TestApp) =>
  (user: TestUser, length: number | null): ClientRequest => {
    const { port } = test.app().server.address() as AddressInfo;
    const call = request({
      ...{ method: 'POST', host: '127.0.0.1', port, path: '/v1/files?name=a.png' },
      headers: {
        authorization: `Bearer ${user.token}`,
        'content-type': 'image/png',
        ...(length === null ? {} : { 'content-length': length }),
      },
    });
    // A server that has answered may hang up on what is still being sent.
    call.on('error', () => undefined);
    return call;
  };

const answer = async (call: ClientRequest) => {
  const [reply] = (await once(call, 'response')) as [IncomingMessage];
  return { status: reply.statusCode, body: await json(reply) };
};

const stored = async (user: TestUser) => (await user.api('GET', '/v1/files')).body.data;
const refusal = (status: number, code: string) => ({ status, body: { error: { code }, statusCode: status } });

describe('an upload', () => {
  const { open, newUser } = listening();

  it.each([
    ['announced', MAX],
    ['not announced', null],
  ])('may be as long as the limit, its length %s', async (_how, length) => {
    const user = await newUser();
    const call = open(user, length);
    call.end(png(2, 2, MAX));
    expect(await answer(call)).toMatchObject({ status: 201, body: { data: { size: MAX } } });
  });

  it('that turns out too long is refused, and nothing of it is kept', async () => {
    const user = await newUser();
    const call = open(user, null);
    call.end(png(2, 2, MAX + 1));
    expect(await answer(call)).toMatchObject(refusal(413, 'file_too_large'));
    expect(await stored(user)).toEqual([]);
  });

  it.each([1000, 1_000_000])('whose client leaves after %d bytes leaves nothing behind', async (sent) => {
    const user = await newUser();
    const call = open(user, 2_000_000);
    call.write(png(2, 2, sent));
    await until(() => (call.writableLength === 0 ? true : null));
    call.destroy();
    // Its end is known once the handler gave up.
    expect(await until(() => codes.at(-1) ?? null)).toBe('upload_aborted');
    expect(await stored(user)).toEqual([]);
    expect((await user.rest('POST', '/rpc/storage_usage')).body).toMatchObject([{ used_bytes: 0 }]);
  });

  it('that is refused early still gets its reply while it is being sent', async () => {
    const user = await newUser();
    const call = open(user, 9_000_000);
    call.end(Buffer.alloc(9_000_000, '<script>'));
    expect(await answer(call)).toMatchObject(refusal(415, 'file_type_refused'));
  });
});
