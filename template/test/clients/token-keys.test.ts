import { asyncLocalStorage, type RequestContext } from '@fastify/request-context';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import type { FastifyBaseLogger } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenVerifier } from '../../src/utils/create-token-verifier.ts';

const issuer = 'https://project.supabase.co/auth/v1';
const sub = '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001';
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'a', alg: 'ES256', use: 'sig' };
const token = await new SignJWT({ role: 'authenticated', aud: 'authenticated', iss: issuer, sub })
  .setProtectedHeader({ alg: 'ES256', kid: 'a' })
  .setExpirationTime('1h')
  .sign(privateKey);

const upstream: { mode: 'answer' | 'silent' | 'stalled' } = { mode: 'answer' };
const server = createServer((_request, reply) => {
  if (upstream.mode === 'silent') return;
  reply.writeHead(200, { 'content-type': 'application/json' });
  // Headers, and then never the rest.
  if (upstream.mode === 'stalled') return void reply.write('{"keys":');
  setTimeout(() => reply.end(JSON.stringify({ keys: [jwk] })), 100);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json?apikey=secret`;
const { host } = new URL(url);

// Less than the five seconds after which jose itself gives up.
process.env['SUPABASE_TIMEOUT_MS'] = '500';
const { createTokenKeys } = await import('../../src/clients/token-keys.ts');
const verifier = () => createTokenVerifier({ secret: null, keys: createTokenKeys(url), issuer });

afterEach(() => {
  upstream.mode = 'answer';
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What is logged while something runs inside of a request. */
async function inRequest(signal: AbortSignal, run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const log = { debug: (line: Record<string, unknown>) => lines.push(line) } as unknown as FastifyBaseLogger;
  const store = { requestId: 'a', log, signal, caller: null } as unknown as RequestContext;
  await asyncLocalStorage.run(store, run);
  return lines;
}

it.each(['silent', 'stalled'] as const)(
  'ends after SUPABASE_TIMEOUT_MS when the address of the keys is %s',
  async (mode) => {
    upstream.mode = mode;
    const started = performance.now();
    await expect(verifier()(token)).rejects.toThrow(
      expect.objectContaining({ statusCode: 503, code: 'keys_unavailable' }),
    );
    expect(performance.now() - started).toBeLessThan(3000);
  },
);

it('logs each call with its path, and not with what may be secret in its query', async () => {
  const lines = await inRequest(new AbortController().signal, () => verifier()(token));
  expect(lines).toEqual([{ jwks: { method: 'GET', host, path: '/jwks.json', status: 200 }, ms: expect.any(Number) }]);
});

it('logs a call that fails', async () => {
  upstream.mode = 'silent';
  const lines = await inRequest(new AbortController().signal, () => expect(verifier()(token)).rejects.toThrow());
  expect(lines).toEqual([
    {
      jwks: { method: 'GET', host, path: '/jwks.json', failed: expect.stringContaining('TimeoutError') },
      ms: expect.any(Number),
    },
  ]);
});

it('does not end with the request that happened to ask first: others wait for the same keys', async () => {
  const verify = verifier();
  const leaving = new AbortController();
  const first = inRequest(leaving.signal, () => verify(token));
  leaving.abort();
  await expect(verify(token)).resolves.toMatchObject({ id: sub });
  await first;
});
