import { createClient } from '@supabase/supabase-js';
import type { Database } from '../../src/types/database.types.ts';

/** Supabase as the service role, for what a test has to prepare or to look at. */
export const admin = () =>
  createClient<Database, 'app'>(process.env['SUPABASE_URL'] ?? '', process.env['SUPABASE_SECRET_KEY'] ?? '', {
    db: { schema: 'app', retry: false },
    auth: { persistSession: false, autoRefreshToken: false },
  });
