import { createClient } from '@supabase/supabase-js';
import { Redis } from 'ioredis';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import pino from 'pino';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { createNoteSchema, noteSchema } from '../../template/bench/api/note.schema.ts';
import { createTokenVerifier } from '../../template/src/utils/create-token-verifier.ts';

const environment = z.object({
  FEATURES: z.coerce.number(),
  REMEMBER_TOKENS: z.stringbool().default(false),
  REDIS_URL: z.string(),
  SUPABASE_URL: z.string(),
  SUPABASE_PUBLISHABLE_KEY: z.string(),
  SUPABASE_JWKS_URL: z.string(),
  SUPABASE_JWT_ISSUER: z.string(),
});
const env = environment.parse(process.env);

/** In the order in which they are added; FEATURES says how many of them a process has. */
const NAMES = ['headers', 'log', 'limits', 'token'] as const;

/** What each hand-wired API has, by the same libraries: so that what differs is the framework. */
export const has = Object.fromEntries(NAMES.map((name, index) => [name, index < env.FEATURES])) as Record<
  (typeof NAMES)[number],
  boolean
>;

export const log = pino({ level: has.log ? 'info' : 'silent' });

const keys = createRemoteJWKSet(new URL(env.SUPABASE_JWKS_URL));
const issuer = env.SUPABASE_JWT_ISSUER;
const claimsSchema = z.object({ sub: z.uuid(), role: z.literal('authenticated') });
const remembering = createTokenVerifier({ secret: null, keys, issuer });

/** The user that a token speaks for. @throws where it is not good */
const verifyEachTime = async (token: string): Promise<{ readonly id: string }> => {
  const { payload } = await jwtVerify(token, keys, { issuer, audience: 'authenticated', algorithms: ['ES256'] });
  return { id: claimsSchema.parse(payload).sub };
};
export const verify = env.REMEMBER_TOKENS ? remembering : verifyEachTime;

export const bearer = (header: string | undefined): string => header?.replace(/^Bearer /, '') ?? '';

const POINTS = 100_000_000;
const limiter = new RateLimiterRedis({
  storeClient: new Redis(env.REDIS_URL),
  points: POINTS,
  duration: 60,
  keyPrefix: 'bench',
});

/** Counts a request. @returns the headers that tell what is left @throws where nothing is left */
export const count = async (key: string): Promise<Record<string, string>> => {
  const { remainingPoints, msBeforeNext } = await limiter.consume(key);
  return {
    'ratelimit-limit': String(POINTS),
    'ratelimit-remaining': String(remainingPoints),
    'ratelimit-reset': String(Math.ceil(msBeforeNext / 1000)),
  };
};

const client = createClient(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, { accessToken: async () => null });

/** Writes a note as the user whose token it is; without tokens, with the key of the project. */
export const insertNote = async (
  body: z.infer<typeof createNoteSchema>,
  token: string,
): Promise<z.infer<typeof noteSchema>> => {
  const insert = client.schema('app').from('notes').insert(body).select().single().throwOnError();
  const { data } = await (has.token ? insert.setHeader('authorization', `Bearer ${token}`) : insert);
  return data;
};
