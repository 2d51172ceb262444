import { supabase } from '../clients/supabase.ts';

export const invoiceRepository = {
  async list(): Promise<unknown> {
    const { data, error } = await supabase.from('invoices').select('id');
    if (error) throw error; // bad: app-errors
    return data;
  },
  async get(id: string): Promise<unknown> {
    const { data, error: failure } = await supabase.from('invoices').select('id').eq('id', id);
    if (failure) throw failure; // bad: app-errors
    return data;
  },
  async first(): Promise<unknown> {
    const result = await supabase.from('invoices').select('id');
    if (result.error) throw result.error; // bad: app-errors
    return result.data;
  },
  async strict(): Promise<unknown> {
    return (await supabase.from('invoices').select('id').throwOnError()).data; // bad: app-errors
  },
};
