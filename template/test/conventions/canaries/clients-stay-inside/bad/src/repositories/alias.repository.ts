import { supabase } from '../clients/supabase.ts';

const db = supabase;
const app = supabase.schema('app');
const holder = { supabase }; // bad: clients-stay-inside

Object.assign(globalThis, { supabase }); // bad: clients-stay-inside

export { db as client }; // bad: clients-stay-inside
export default app; // bad: clients-stay-inside

export const aliasRepository = {
  list: async () => await holder.supabase.from('invoices').select('*'),
  ofDefault: (client = supabase) => client, // bad: clients-stay-inside
};
