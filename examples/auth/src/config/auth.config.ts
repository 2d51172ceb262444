import { z } from 'zod';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const environment = z.object({
  /** Where links in mails and OAuth providers may lead back to, separated by commas; each URL in full. Empty: nowhere but `site_url`. */
  AUTH_REDIRECT_URLS: list
    .pipe(z.array(z.url({ protocol: /^(https?|[a-z][a-z\d+-]*(?:\.[a-z\d+-]+)+)$/ })))
    .default([]),
  /** The OAuth providers that are switched on in the Supabase project, such as `github,google`. */
  AUTH_OAUTH_PROVIDERS: list.pipe(z.array(z.string().regex(/^[a-z_]{1,40}$/))).default([]),
  /** Requests of a minute to each route that signs in or sends mail, by address. */
  AUTH_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(20),
  /**
   * Milliseconds that a reply takes at least where its time could tell whether an address has an account. More than
   * Supabase takes to hash a password and hand over a mail.
   */
  AUTH_REPLY_MS: z.coerce.number().int().min(0).max(10_000).default(1000),
});

const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** Signing in: where it may lead to, by whom, and how long it takes at least. */
export const authConfig = Object.freeze(environment.parse(present));
