import { createClient } from '@supabase/supabase-js';

/** The token of a new user of the Supabase in the environment given. */
export async function newToken(env: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
  const client = createClient(env['SUPABASE_URL'] ?? '', env['SUPABASE_PUBLISHABLE_KEY'] ?? '', {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const email = `user-${crypto.randomUUID()}@example.com`;
  const { data, error } = await client.auth.signUp({ email, password: `pw-${crypto.randomUUID()}` });
  if (data.session === null) throw new Error(`The user could not sign up: ${error?.message}`);
  return data.session.access_token;
}
