import { hash } from 'node:crypto';
import {
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type ResolvedKey,
  type JWTVerifyResult,
} from 'jose';
import { z } from 'zod';
import { appError, isAppError } from './app-error.ts';

const claimsSchema = z.object({
  sub: z.uuid(),
  role: z.string(),
  email: z.string().nullable().default(null),
  is_anonymous: z.boolean().default(false),
});

/** How tokens are signed: with a shared secret, or with keys that are served (see `createTokenKeys`). A null issuer is not checked. */
type TokenIssuer = {
  readonly secret: string | null;
  readonly keys: JWTVerifyGetKey | null;
  readonly issuer: string | null;
};

type User = { readonly id: string; readonly email: string | null };
type VerifyToken = (token: string) => Promise<User>;

/** What is known of a token that was verified: until when, and by which key, it is good. */
type Verified = Pick<JWTVerifyResult & ResolvedKey, 'protectedHeader' | 'key'> & {
  readonly user: User;
  readonly endsAt: number;
};

const CLOCK_TOLERANCE_SECONDS = 5;
/** Some 4 MB. Only what has been verified gets in; beyond it the oldest go, and are verified again. */
const MOST_VERIFIED = 10_000;

/** Whether the keys could not be had (no answer, not 200, no JSON): that says nothing about the token. */
const isWithoutKeys = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) ||
  error.code === errors.JOSEError.code ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid;

/**
 * Makes the function that verifies an access token of Supabase: signature (by a list of algorithms that fits the key),
 * issuer, audience, time, and that it speaks for a signed-in user.
 * The function throws 401 `invalid_token` or `token_expired`, 403 `user_token_required` for a valid token of another
 * kind (service role, anonymous), and 503 `keys_unavailable` while the JWKS cannot be had.
 * A token is verified once and then known, by its hash, until it ends, and for as long as its key is the one that is served.
 */
export function createTokenVerifier({ secret, keys, issuer }: TokenIssuer): VerifyToken {
  const options: JWTVerifyOptions = {
    audience: 'authenticated',
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp', 'role'],
    ...(issuer === null ? {} : { issuer }),
  };
  const sharedKey = new TextEncoder().encode(secret ?? '');
  const algorithms = keys === null ? ['HS256'] : ['ES256', 'RS256', 'EdDSA'];
  const keyOf: JWTVerifyGetKey = keys ?? (() => sharedKey);
  const verified = new Map<string, Verified>();

  const verify = async (token: string): Promise<Verified> => {
    const { payload, protectedHeader, key } = await jwtVerify(token, keyOf, { ...options, algorithms });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || claims.data.role !== 'authenticated' || claims.data.is_anonymous)
      throw appError.forbidden('user_token_required', 'This token does not belong to a signed-in user.');
    const { sub: id, email } = claims.data;
    return { user: { id, email }, protectedHeader, key, endsAt: ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000 };
  };

  /** Asks for the key anew: one that is not served any more is another, or none. */
  const isGood = async ({ endsAt, protectedHeader, key }: Verified): Promise<boolean> =>
    Date.now() < endsAt && (await keyOf(protectedHeader, { payload: '', signature: '' })) === key;

  const keep = (name: string, token: Verified): void => {
    verified.delete(name);
    verified.set(name, token);
    const oldest = verified.size > MOST_VERIFIED ? verified.keys().next().value : undefined;
    if (oldest !== undefined) verified.delete(oldest);
  };

  return async (token) => {
    const name = hash('sha256', token, 'base64');
    try {
      const known = verified.get(name);
      if (known !== undefined && (await isGood(known))) return known.user;
      const found = await verify(token);
      keep(name, found);
      return found.user;
    } catch (error) {
      if (isAppError(error)) throw error;
      if (error instanceof errors.JWTExpired)
        throw appError.unauthorized('token_expired', 'The access token has expired.');
      if (keys !== null && isWithoutKeys(error))
        throw appError.unavailable('keys_unavailable', 'Tokens cannot be verified right now.', null, error);
      throw appError.unauthorized('invalid_token', 'The access token is not valid.', null, error);
    }
  };
}
