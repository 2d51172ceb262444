import { supabase } from '../../src/clients/supabase.ts'; // bad: database-in-repositories

export const db = supabase;
