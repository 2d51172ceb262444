import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { z } from 'zod';
import { findRedis } from '../../stack/find-redis.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import type { Message } from '../harness/send.ts';
import { startProcess } from '../harness/start-process.ts';

const ISSUER = 'https://project.example/auth/v1';
const ORIGIN = 'https://app.example';

/**
 * What an API needs that is measured by itself: a Redis, and in place of Supabase a process that answers after a fixed time.
 * `env` is the environment of the API's process, `message` what is sent to it: `POST /v1/notes` by a signed-in user.
 */
export async function startApiStack() {
  const { dir, remove } = await scratchDir();
  const redis = await findRedis({ dir, port: 0, keep: false, databases: 16 });
  if (redis === null) throw new Error('The benches need Redis, and none was found on this machine: `npm run setup`.');
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
  const upstream = await startProcess(join(import.meta.dirname, 'upstream.process.ts'), {
    UPSTREAM_JWKS: JSON.stringify({ keys: [jwk] }),
  });
  const tokenFor = (userId: string): Promise<string> =>
    new SignJWT({ role: 'authenticated', email: 'ada@example.com', aud: 'authenticated', iss: ISSUER })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  const note = JSON.stringify({ title: 'A note', body: 'What it says. '.repeat(20) });
  const message: Message = {
    method: 'POST',
    path: '/v1/notes',
    headers: {
      authorization: `Bearer ${await tokenFor('0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001')}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(note)),
      origin: ORIGIN,
    },
    body: note,
  };
  return {
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      SUPABASE_URL: upstream.url,
      SUPABASE_PUBLISHABLE_KEY: 'publishable',
      SUPABASE_SECRET_KEY: 'secret',
      SUPABASE_JWT_SECRET: '',
      SUPABASE_JWKS_URL: `${upstream.url}/jwks.json`,
      SUPABASE_JWT_ISSUER: ISSUER,
      REDIS_URL: redis.url,
      CORS_ORIGINS: ORIGIN,
      // All of it comes from one address and one user.
      RATE_LIMIT_PER_MINUTE: '100000000',
      RATE_LIMIT_PER_USER_PER_MINUTE: '100000000',
    },
    message,
    /** An access token of a user, good for an hour. */
    tokenFor,
    /** How often the keys of tokens were fetched. */
    async keysAsked(): Promise<number> {
      const reply = await fetch(`${upstream.url}/asked`, { signal: AbortSignal.timeout(5000) });
      return z.object({ keys: z.int() }).parse(await reply.json()).keys;
    },
    async stop(): Promise<void> {
      await upstream.stop();
      await redis.stop();
      await remove();
    },
  };
}
