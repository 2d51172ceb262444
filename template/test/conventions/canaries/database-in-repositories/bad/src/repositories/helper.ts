import { supabase } from '../clients/supabase.ts'; // bad: database-in-repositories

export const list = async () => await supabase.from('invoices').select(); // bad: database-in-repositories
