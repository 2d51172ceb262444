import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { z } from 'zod';
import { appError } from './app-error.ts';

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

type VerifyToken = (token: string) => Promise<{ id: string; email: string | null }>;

const CLOCK_TOLERANCE_SECONDS = 5;

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
 */
export function createTokenVerifier({ secret, keys, issuer }: TokenIssuer): VerifyToken {
  const options: JWTVerifyOptions = {
    audience: 'authenticated',
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp', 'role'],
    ...(issuer === null ? {} : { issuer }),
  };
  const sharedKey = new TextEncoder().encode(secret ?? '');

  const verify = (token: string) =>
    keys === null
      ? jwtVerify(token, sharedKey, { ...options, algorithms: ['HS256'] })
      : jwtVerify(token, keys, { ...options, algorithms: ['ES256', 'RS256', 'EdDSA'] });

  return async (token) => {
    const { payload } = await verify(token).catch((error: unknown) => {
      if (error instanceof errors.JWTExpired)
        throw appError.unauthorized('token_expired', 'The access token has expired.');
      if (keys !== null && isWithoutKeys(error))
        throw appError.unavailable('keys_unavailable', 'Tokens cannot be verified right now.', null, error);
      throw appError.unauthorized('invalid_token', 'The access token is not valid.', null, error);
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || claims.data.role !== 'authenticated' || claims.data.is_anonymous) {
      throw appError.forbidden('user_token_required', 'This token does not belong to a signed-in user.');
    }
    return { id: claims.data.sub, email: claims.data.email };
  };
}
