import { supabase } from '../clients/supabase.ts';
import type { Invoice } from '../schemas/invoice.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

export const invoiceRepository = {
  async get(id: string): Promise<Invoice> {
    return unwrap(await supabase.from('invoices').select('id, version').eq('id', id).single());
  },
};
