import { createSupabaseAuth } from './supabase-auth.ts';

export const supabaseShared = createSupabaseAuth(); // bad: clients-stay-inside
