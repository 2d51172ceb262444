import { createSupabaseOauth } from '../clients/supabase-oauth.ts';
import type { OAuthFinish } from '../schemas/auth.schema.ts';
import { type Tokens, tokensSchema } from '../schemas/session.schema.ts';
import { authError } from '../utils/auth-error.ts';

export const oauthRepository = {
  /** The tokens for the code that the provider's sign-in ended with. */
  async exchange({ code, code_verifier }: OAuthFinish): Promise<Tokens> {
    const { data, error } = await createSupabaseOauth(code_verifier).auth.exchangeCodeForSession(code);
    if (error !== null) throw authError(error);
    return tokensSchema.parse(data.session);
  },
};
