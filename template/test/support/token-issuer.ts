import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose';

/** A pair of keys that signs tokens, and its public half as it is served. */
export type SigningKey = {
  readonly kid: string;
  readonly alg: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
};

const claims = {
  sub: '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001',
  email: 'a@example.com',
  role: 'authenticated',
  aud: 'authenticated',
  iss: 'https://project.supabase.co/auth/v1',
};

async function makeKey(kid: string, alg: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A token as Supabase makes it, signed in any way; it ends in an hour. A claim that is undefined is left out. */
function sign(
  header: JWTHeaderParameters,
  key: CryptoKey | Uint8Array,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...claims, iat: now, exp: now + 3600, ...changes }).setProtectedHeader(header).sign(key);
}

/** Serves public keys as Supabase does (JWKS), from a port of its own. What is served may be changed, and is counted. */
async function serve(keys: readonly SigningKey[]) {
  const served = { keys: keys.map(({ jwk }) => jwk), fetches: 0, status: 200, body: null as string | null };
  const server = createServer((_request, reply) => {
    served.fetches += 1;
    reply.writeHead(served.status, { 'content-type': 'application/json' });
    reply.end(served.body ?? JSON.stringify({ keys: served.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, served, stop };
}

/** Makes keys and tokens of a Supabase project that does not exist. */
export const tokenIssuer = { claims, makeKey, sign, serve };
