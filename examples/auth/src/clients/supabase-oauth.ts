import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { config } from '../config/config.ts';
import { supabaseFetch } from './supabase-fetch.ts';

/**
 * A client that exchanges one code of an OAuth sign-in. The verifier, which supabase-js looks for in the storage of a
 * browser, is that of the caller.
 */
export function createSupabaseOauth(verifier: string): SupabaseClient {
  const storage = {
    getItem: (key: string) => (key.endsWith('-code-verifier') ? JSON.stringify(verifier) : null),
    setItem: () => undefined,
    removeItem: () => undefined,
  };
  return createClient(config.SUPABASE_URL, config.SUPABASE_PUBLISHABLE_KEY, {
    auth: { flowType: 'pkce', storage, persistSession: true, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: supabaseFetch },
  });
}
