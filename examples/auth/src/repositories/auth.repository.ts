import { z } from 'zod';
import { authAsCaller } from '../clients/auth-as-caller.ts';
import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import type { PasswordReset, SignUp, Verify } from '../schemas/auth.schema.ts';
import { type Tokens, tokensSchema } from '../schemas/session.schema.ts';
import { isAppError } from '../utils/app-error.ts';
import { authError } from '../utils/auth-error.ts';

const userSchema = z.object({ email: z.string() });

/** Codes with which Supabase tells that an address has an account, has none, or was mailed a moment ago. */
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

  async signIn(email: string, password: string): Promise<Tokens> {
    const { data, error } = await createSupabaseAuth().auth.signInWithPassword({ email, password });
    if (error !== null) throw authError(error);
    return tokensSchema.parse(data.session);
  },

  /** Mails a link that signs in, to an address that has an account. */
  async sendMagicLink(email: string, redirectTo: string | null): Promise<void> {
    const options = { ...linkOptions(redirectTo), shouldCreateUser: false };
    const { error } = await createSupabaseAuth().auth.signInWithOtp({ email, options });
    if (error !== null && !isSilent(error)) throw authError(error);
  },

  /** Mails a link that sets a new password, to an address that has an account. */
  async sendPasswordReset(email: string, redirectTo: string | null): Promise<void> {
    const options = redirectTo === null ? {} : { redirectTo };
    const { error } = await createSupabaseAuth().auth.resetPasswordForEmail(email, options);
    if (error !== null && !isSilent(error)) throw authError(error);
  },

  /** What the link of a mail stands for: tokens, or null where another link has to be followed as well. */
  async verify({ token_hash, type }: Verify): Promise<Tokens | null> {
    const { data, error } = await createSupabaseAuth().auth.verifyOtp({ token_hash, type });
    // The embedded Supabase does not know each type (`email`).
    if (error?.code === 'validation_failed') throw authError({ code: 'otp_expired', message: error.message });
    if (error !== null) throw authError(error);
    return tokensSchema.nullable().parse(data.session);
  },

  /** Sets the password of the user whom the link of a reset was mailed to; the tokens are those of that user. */
  async resetPassword({ token_hash, password }: PasswordReset): Promise<Tokens> {
    const flow = createSupabaseAuth();
    const verified = await flow.auth.verifyOtp({ token_hash, type: 'recovery' });
    if (verified.error !== null) throw authError(verified.error);
    const { error } = await flow.auth.updateUser({ password });
    // The link is used up by now; who wants the password that they have, has it.
    if (error !== null && error.code !== 'same_password') throw authError(error);
    return tokensSchema.parse(verified.data.session);
  },

  /** The caller's address as it is now: the token has the one of when it was signed. */
  async currentEmail(): Promise<string> {
    return userSchema.parse(await authAsCaller('GET', '/user')).email;
  },

  /** Sets the caller's password. */
  async setPassword(password: string): Promise<void> {
    await authAsCaller('PUT', '/user', { password });
  },

  /** Mails the links that confirm the caller's new address. Says nothing where another account has the address. */
  async requestEmailChange(email: string, redirectTo: string | null): Promise<void> {
    const query = redirectTo === null ? '' : `?redirect_to=${encodeURIComponent(redirectTo)}`;
    await authAsCaller('PUT', `/user${query}`, { email }).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'email_taken') throw error;
    });
  },
};
