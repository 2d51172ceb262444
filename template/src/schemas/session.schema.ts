import { z } from 'zod';

/** What Supabase returns from signing in and from refreshing, as far as a session needs it. */
export const tokensSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1) });

export type Tokens = z.infer<typeof tokensSchema>;

/** What a session needs to know of an access token. Times are seconds since 1970, as in the token. */
export const tokenClaimsSchema = z.object({
  sub: z.uuid(),
  iat: z.int(),
  exp: z.int(),
  session_id: z.string().nullable().default(null),
});

export type TokenClaims = z.infer<typeof tokenClaimsSchema>;

/** A browser's session, as it stands in Redis. Times are milliseconds since 1970. */
export const sessionSchema = z.object({
  user_id: z.uuid(),
  /** Supabase's own id of the session, which its tokens name. */
  supabase_session_id: z.string().nullable(),
  access_token: z.string(),
  access_ends_at: z.int(),
  refresh_token: z.string(),
  created_at: z.int(),
  /** When it ends, however busy it is. */
  ends_at: z.int(),
  /** The `User-Agent` of the browser that signed in. */
  device: z.string().nullable(),
});

export type Session = z.infer<typeof sessionSchema>;

/** Tokens of a user that were issued at this second or before it are signed out, but those of one session. */
export const revocationSchema = z.object({ until: z.int(), except: z.string().nullable() });

export type Revocation = z.infer<typeof revocationSchema>;

/** Signing out here, everywhere, or everywhere but here. */
export const signOutQuery = z.strictObject({ scope: z.enum(['local', 'global', 'others']).default('local') });

export type SignOutScope = z.infer<typeof signOutQuery>['scope'];

/** A session as its user may see it. */
export const sessionInfoSchema = z.object({
  device: z.string().nullable(),
  created_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
});

export type SessionInfo = z.infer<typeof sessionInfoSchema>;
