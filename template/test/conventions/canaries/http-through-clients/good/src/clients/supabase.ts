import { createClient } from '@supabase/supabase-js';
import { supabaseFetch } from './supabase-fetch.ts';

export const supabase = createClient('http://a', 'key', {
  accessToken: async () => null,
  global: { fetch: supabaseFetch },
});
