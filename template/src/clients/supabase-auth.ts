import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { config } from '../config/config.ts';
import { supabaseFetch } from './supabase-fetch.ts';

/**
 * A client for one auth flow. Make one for each call: after a sign-in a client keeps the user's session, and a shared
 * one would then speak for the last user that signed in.
 */
export function createSupabaseAuth(): SupabaseClient {
  return createClient(config.SUPABASE_URL, config.SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: supabaseFetch },
  });
}
