import path from 'node:path';
import { createApi } from '@supabase/lite/cli';
import { z } from 'zod';

/** `[auth.external.…]`: signing in by another service. `url` is that of one's own instance, such as GitHub Enterprise. */
const provider = z
  .object({
    enabled: z.boolean().default(false),
    client_id: z.string().default(''),
    secret: z.string().default(''),
    url: z.string().default(''),
    redirect_uri: z.string().default(''),
  })
  .prefault({});

/**
 * The part of config.toml that the embedded stack follows, with the CLI's defaults. The rest is dropped: Lite refuses a
 * file with a setting that it does not know.
 */
const configSchema = z.object({
  api: z.object({
    schemas: z.array(z.string()),
    extra_search_path: z.array(z.string()).default(['public', 'extensions']),
    max_rows: z.number().int().positive().default(1000),
  }),
  storage: z.object({ file_size_limit: z.string().default('50MiB') }).prefault({}),
  auth: z.object({
    site_url: z.url(),
    additional_redirect_urls: z.array(z.string()).default([]),
    jwt_expiry: z.number().int().positive().default(3600),
    enable_refresh_token_rotation: z.boolean().default(true),
    refresh_token_reuse_interval: z.number().int().default(10),
    enable_signup: z.boolean().default(true),
    minimum_password_length: z.number().int().default(6),
    password_requirements: z.string().default(''),
    email: z
      .object({
        enable_confirmations: z.boolean().default(false),
        double_confirm_changes: z.boolean().default(true),
        secure_password_change: z.boolean().default(false),
        max_frequency: z.string().default('1s'),
        otp_length: z.number().int().default(6),
        otp_expiry: z.number().int().default(3600),
      })
      .prefault({}),
    // Those that Lite has.
    external: z.object({ github: provider, google: provider }).prefault({}),
  }),
});

/** Lite's interface to a local project, and supabase/config.toml as it reads it. @throws with every wrong setting. */
export async function readLiteConfig(supabaseDir: string) {
  const local = (await createApi({ withSupabaseClient: false })).project.local;
  // Protected in the types only; it parses TOML and fills in env(NAME).
  const readConfig: unknown = Reflect.get(local, 'readConfig');
  if (typeof readConfig !== 'function') throw new Error('this version of Supabase Lite reads no config.toml');
  const file = path.join(supabaseDir, 'config.toml');
  const config = configSchema.safeParse(await Reflect.apply(readConfig, local, [path.relative(process.cwd(), file)]));
  if (!config.success) throw new Error(`${file} has wrong settings:\n${z.prettifyError(config.error)}`);
  return { local, config: config.data };
}
