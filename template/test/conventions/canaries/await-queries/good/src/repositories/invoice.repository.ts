import { supabase } from '../clients/supabase.ts';
import { keyset } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = '*';
const files = Array.from('abc');

export const invoiceRepository = {
  async list({ limit, q, ...filters }: { limit: number; q: string | null; number: string | null }) {
    const page = { limit, cursor: null, sort: 'id' };
    const all = supabase.from('invoices').select(COLUMNS);
    const filtered = whereEqual(all, filters);
    const found = q === null ? filtered : filtered.or(q);
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },
  async get(id: string) {
    return unwrap(await supabase.from('invoices').select(COLUMNS).eq('id', id).maybeSingle());
  },
  async update(id: string, version: number | null) {
    const row = supabase.from('invoices').update({ id }).eq('id', id);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select(COLUMNS).maybeSingle());
  },
  async both() {
    const [first, second] = await Promise.all([
      supabase.from('invoices').select(COLUMNS),
      supabase.rpc('close_month'),
    ]);
    return [unwrap(first), unwrap(second)];
  },
  async named() {
    const queries = { open: supabase.from('invoices').select(COLUMNS), closed: supabase.from('old').select(COLUMNS) };
    return [unwrap(await queries.open), unwrap(await queries.closed)];
  },
  async stepwise(id: string | null) {
    let query = supabase.from('invoices').select(COLUMNS);
    if (id !== null) query = query.eq('id', id);
    return unwrap(await query);
  },
  async each(ids: string[]) {
    return await Promise.all(ids.map(async (id) => unwrap(await supabase.from('a').select().eq('id', id))));
  },
  async cancelled(signal: AbortSignal) {
    unwrap(await supabase.rpc('record', { entries: files }).abortSignal(signal));
  },
  async file(name: string) {
    const bucket = supabase.storage.from('files');
    return unwrap(await bucket.download(name));
  },
};
