import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import { supabase } from '../clients/supabase.ts';
import { runAll } from '../utils/run-all.ts';

const db = supabase;
const app = supabase.schema('app');
const all = supabase.from('invoices').select('*'); // bad: await-queries
const pending: unknown[] = [];
const kept = new Map<string, unknown>();
let last: unknown = null;

export const rows = await supabase.from('invoices').select('*'); // bad: await-queries

export const invoiceRepository = {
  returned: () => supabase.from('invoices').select('*'), // bad: await-queries
  async returnedByAsync(id: string) {
    return supabase.from('invoices').select('*').eq('id', id); // bad: await-queries
  },
  returnedLater(id: string) {
    const query = db.from('invoices').select('*');
    const filtered = query.eq('id', id);
    return filtered; // bad: await-queries
  },
  ofSchema: () => app.from('invoices').select('*'), // bad: await-queries
  ofRpc: () => supabase.rpc('close_month'), // bad: await-queries
  ofAuth: () => createSupabaseAuth().from('invoices').select('*'), // bad: await-queries
  chosen: (open: boolean) => (open ? supabase.from('a').select() : supabase.from('b').select()), // bad: await-queries
  assigned() {
    last = supabase.from('invoices').select('*'); // bad: await-queries, immutable-data
  },
  cached: () => (last ??= supabase.from('invoices').select('*')), // bad: await-queries, immutable-data, simplest-solution
  pushed() {
    pending.push(supabase.from('invoices').select('*')); // bad: await-queries, immutable-data
  },
  set(id: string) {
    const query = supabase.from('invoices').select('*').eq('id', id);
    kept.set(id, query); // bad: await-queries
  },
  part() {
    return { query: supabase.from('invoices').select('*') }; // bad: await-queries
  },
  closure() {
    const query = supabase.from('invoices').select('*');
    return async () => await query; // bad: await-queries
  },
  dropped() {
    supabase.from('invoices').delete().eq('id', 1); // bad: await-queries
  },
  ignored() {
    void supabase.from('invoices').delete().eq('id', 1); // bad: await-queries
  },
  unused() {
    const query = supabase.from('invoices').delete(); // bad: await-queries
  },
  reassigned() {
    let query = supabase.from('invoices').select('*');
    query = query.eq('id', 1);
    return query; // bad: await-queries
  },
  mapped: async (ids: string[]) => await Promise.all(ids.map((id) => supabase.from('a').select().eq('id', id))), // bad: await-queries
  handed: () => runAll([supabase.from('invoices').select('*')]), // bad: await-queries
  used: () => [all, rows],
};
