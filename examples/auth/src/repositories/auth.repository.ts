import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import { type SignedIn, type SignIn, type SignUp, signedInSchema, type Verify } from '../schemas/auth.schema.ts';
import { authError } from '../utils/auth-error.ts';

/** Codes with which Supabase tells that an address has an account, or that it was mailed a moment ago. */
const SILENT: readonly string[] = ['user_already_exists', 'email_exists', 'over_email_send_rate_limit', 'otp_disabled'];

const isSilent = (error: { readonly code?: string | undefined } | null): boolean => SILENT.includes(error?.code ?? '');
const linkOptions = (redirectTo: string | null) => (redirectTo === null ? {} : { emailRedirectTo: redirectTo });

/** Supabase Auth, with a client for each call, so that no session of one caller is there for the next. */
export const authRepository = {
  /** Whether an account was made, or one that waits for its confirmation was mailed again. */
  async signUp({ email, password, redirect_to }: SignUp): Promise<boolean> {
    const options = linkOptions(redirect_to);
    const { data, error } = await createSupabaseAuth().auth.signUp({ email, password, options });
    if (isSilent(error)) return false;
    if (error !== null) throw authError(error);
    // Where addresses are confirmed, Supabase answers for a known one with a user that was made up.
    return data.user?.identities?.length !== 0;
  },

  async signIn(credentials: SignIn): Promise<SignedIn> {
    const { data, error } = await createSupabaseAuth().auth.signInWithPassword(credentials);
    if (error !== null) throw authError(error);
    return signedInSchema.parse(data.session);
  },

  /** Mails a link that signs in, to an address that has an account; nothing happens for another. */
  async sendMagicLink(email: string, redirectTo: string | null): Promise<void> {
    const options = { ...linkOptions(redirectTo), shouldCreateUser: false };
    const { error } = await createSupabaseAuth().auth.signInWithOtp({ email, options });
    if (error !== null && !isSilent(error)) throw authError(error);
  },

  /** What the link of a mail stands for: a session, or null where another link has to be followed as well. */
  async verify({ token_hash, type }: Verify): Promise<SignedIn | null> {
    const { data, error } = await createSupabaseAuth().auth.verifyOtp({ token_hash, type });
    if (error !== null) throw authError(error);
    return signedInSchema.nullable().parse(data.session);
  },
};
