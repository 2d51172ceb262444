import { SignJWT } from 'jose';

/** The secret of this worker's stack: Supabase signs with it, and so does a test that stands in for its hook. */
export const jwtSecret = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';

/** A token of a user as Supabase signs it after the access token hook, with what that adds. */
export const tokenWithClaims = (id: string, claims: Readonly<Record<string, unknown>>): Promise<string> =>
  new SignJWT({ sub: id, role: 'authenticated', aud: 'authenticated', session_id: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret));
