import type { SupabaseClient } from '@supabase/supabase-js';
import { supabase } from '../clients/supabase.ts';
import { unwrap } from '../utils/unwrap.ts';

export const invoiceRepository = {
  async list() {
    return unwrap(await supabase.from('invoices').select('*'));
  },
  async file(name: string) {
    const files = supabase.storage.from('files');
    return unwrap(await files.download(name));
  },
};

export type Row = Awaited<ReturnType<SupabaseClient['from']>>;
