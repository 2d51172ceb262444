import { z } from 'zod';
import { field } from './field.schema.ts';

/** bcrypt, with which Supabase hashes, reads 72 bytes. */
const MAX_PASSWORD_BYTES = 72;

const email = () => field.email().toLowerCase();

/** A new password. The Supabase project may ask for more (`minimum_password_length`, `password_requirements`). */
const newPassword = () =>
  z
    .string()
    .min(8)
    .refine((text) => Buffer.byteLength(text) <= MAX_PASSWORD_BYTES, `at most ${MAX_PASSWORD_BYTES} bytes`);

/** A password as it was typed in, which may be older than the rules for new ones. */
const typedPassword = () => z.string().min(1).max(1000);

const redirectTo = () =>
  z
    .string()
    .max(2048)
    .nullable()
    .default(null)
    .describe('Where the link leads: one of AUTH_REDIRECT_URLS. Null: the `site_url` of the Supabase project.');

/** The `token` of a mail's link. */
const tokenHash = () => z.string().min(10).max(500);

export const signUpSchema = z.strictObject({ email: email(), password: newPassword(), redirect_to: redirectTo() });
export type SignUp = z.infer<typeof signUpSchema>;

/** Whether to answer with a session cookie, for a browser, instead of tokens. */
const session = () => z.boolean().default(false).describe('Answer with a session cookie instead of tokens.');

export const signInSchema = z.strictObject({ email: email(), password: typedPassword(), session: session() });
export type SignIn = z.infer<typeof signInSchema>;

export const mailRequestSchema = z.strictObject({ email: email(), redirect_to: redirectTo() });
export type MailRequest = z.infer<typeof mailRequestSchema>;

export const verifySchema = z.strictObject({
  token_hash: tokenHash(),
  type: z.enum(['signup', 'magiclink', 'email_change', 'email']).describe('The `type` of the link.'),
  session: session(),
});
export type Verify = z.infer<typeof verifySchema>;

export const passwordResetSchema = z.strictObject({ token_hash: tokenHash(), password: newPassword() });
export type PasswordReset = z.infer<typeof passwordResetSchema>;

export const passwordChangeSchema = z.strictObject({ current_password: typedPassword(), password: newPassword() });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const refreshSchema = z.strictObject({ refresh_token: z.string().min(1).max(4000) });
export type Refresh = z.infer<typeof refreshSchema>;

/** PKCE (RFC 7636), S256: the challenge is the base64url of the verifier's SHA-256. */
const pkce = () => z.string().regex(/^[\w.~-]{43,128}$/, '43 to 128 of A-Z a-z 0-9 - . _ ~');

export const oauthStartSchema = z.strictObject({
  provider: z.string().max(40),
  redirect_to: z.string().max(2048),
  code_challenge: pkce(),
});
export type OAuthStart = z.infer<typeof oauthStartSchema>;

export const oauthUrlSchema = z.object({ url: z.url() });
export type OAuthUrl = z.infer<typeof oauthUrlSchema>;

export const oauthFinishSchema = z.strictObject({
  code: z.string().min(1).max(500),
  code_verifier: pkce(),
  session: session(),
});
export type OAuthFinish = z.infer<typeof oauthFinishSchema>;

/** What a mail was asked for. The same whether the address has an account. */
export const acceptedSchema = z.object({ email: z.string() });
export type Accepted = z.infer<typeof acceptedSchema>;

/** Who signed in. `tokens` is null where the reply sets a session cookie. `expires_at`: seconds since 1970. */
export const signedInSchema = z.object({
  user: z.object({ id: z.uuid(), email: z.string().nullable() }),
  tokens: z
    .object({
      access_token: z.string(),
      refresh_token: z.string(),
      token_type: z.literal('bearer'),
      expires_at: z.int(),
    })
    .nullable(),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** A link of an e-mail change may be the first of two: then nobody is signed in yet. */
export const verifiedSchema = signedInSchema.nullable();
export type Verified = z.infer<typeof verifiedSchema>;
