import { createClient } from '@supabase/supabase-js'; // bad: database-in-repositories
import * as clients from '../clients/supabase.ts'; // bad: database-in-repositories
import { supabaseAdmin } from '../clients/supabase-admin.ts'; // bad: database-in-repositories

export const invoiceRepository = {
  make: () => createClient('http://a', 'key'), // bad: http-through-clients
  list: async () => await clients.supabase.from('invoices').select(),
  late: async () => (await import('../clients/supabase.ts')).supabase, // bad: database-in-repositories
  all: async () => await supabaseAdmin.from('invoices').select(),
};
