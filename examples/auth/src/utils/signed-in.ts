import { decodeJwt } from 'jose';
import { z } from 'zod';

const claimsSchema = z.object({ sub: z.uuid(), email: z.string().nullable().default(null), exp: z.int() });

type Given = { readonly access_token: string; readonly refresh_token: string };

/** What a caller is told who has just signed in. The token comes from Supabase itself, so it is read and not verified. */
export function signedIn({ access_token, refresh_token }: Given) {
  const { sub, email, exp } = claimsSchema.parse(decodeJwt(access_token));
  const tokens = { access_token, refresh_token, token_type: 'bearer' as const, expires_at: exp };
  return { user: { id: sub, email }, tokens };
}
