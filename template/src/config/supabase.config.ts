import { z } from 'zod';

/** The Supabase project, and how the tokens that it signs are verified. */
export const supabaseConfig = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/ }),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  /** Shared secret of HS256 tokens. Set this or SUPABASE_JWKS_URL. */
  SUPABASE_JWT_SECRET: z.string().min(32).nullable().default(null),
  /** Where the public keys of ES256 and RS256 tokens are served. */
  SUPABASE_JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** The `iss` of every token. Only the embedded stack's tokens have none. */
  SUPABASE_JWT_ISSUER: z.string().nullable().default(null),
  /** Milliseconds that one call of Supabase may take. */
  SUPABASE_TIMEOUT_MS: z.coerce.number().int().positive().default(10_000),
});
