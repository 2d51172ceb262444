import { createClient } from '@supabase/supabase-js';
import { supabaseFetch } from './supabase-fetch.ts';

export const createSupabaseAuth = () => createClient('http://a', 'key', { global: { fetch: supabaseFetch } });
