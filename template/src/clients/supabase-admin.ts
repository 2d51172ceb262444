import { createClient } from '@supabase/supabase-js';
import { config } from '../config/config.ts';
import type { Database } from '../types/database.types.ts';
import { supabaseFetch } from './supabase-fetch.ts';

/** Supabase as the service role, past row-level security. Only the repositories on the lint rule's list may import it. */
export const supabaseAdmin = createClient<Database, 'app'>(config.SUPABASE_URL, config.SUPABASE_SECRET_KEY, {
  db: { schema: 'app', retry: false },
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  global: { fetch: supabaseFetch },
});
