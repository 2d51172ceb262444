import { supabase } from '../clients/supabase.ts';
import { unwrap } from '../utils/unwrap.ts';

export const invoiceRepository = {
  async get(id: string): Promise<unknown> {
    return unwrap(await supabase.from('invoices').select('id').eq('id', id).maybeSingle());
  },
};
