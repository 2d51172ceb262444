import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import { supabase as db } from '../clients/supabase.ts';
import { invoiceQueries } from '../utils/invoice-queries.ts';

export { supabase } from '../clients/supabase.ts'; // bad: clients-stay-inside
export * from '../clients/supabase-auth.ts'; // bad: clients-stay-inside
export { db }; // bad: clients-stay-inside
export default db; // bad: clients-stay-inside
export const client = db; // bad: clients-stay-inside

const { from } = db; // bad: clients-stay-inside
const alias = db;
const app = db.schema('app');
const shared = createSupabaseAuth(); // bad: clients-stay-inside
const state: { auth: unknown; client: unknown } = { auth: null, client: null };
const all = [db]; // bad: clients-stay-inside
let cached: unknown = null;

export const invoiceRepository = {
  argument: () => invoiceQueries.list(db), // bad: clients-stay-inside
  ofAlias: () => invoiceQueries.list(alias), // bad: clients-stay-inside
  ofSchema: () => invoiceQueries.list(app), // bad: clients-stay-inside
  ofStorage: () => invoiceQueries.list(db.storage), // bad: clients-stay-inside
  method: () => invoiceQueries.list(db.from), // bad: clients-stay-inside
  bound: () => db.from.bind(db), // bad: clients-stay-inside
  part: () => invoiceQueries.list({ db }), // bad: clients-stay-inside
  result: () => db, // bad: clients-stay-inside
  resultOfBlock() {
    return db.schema('app'); // bad: clients-stay-inside
  },
  member: db, // bad: clients-stay-inside
  kept() {
    state.client = db; // bad: clients-stay-inside
    return [from, shared, all, cached];
  },
  local() {
    const { storage } = db; // bad: clients-stay-inside
    return storage;
  },
  chosen: (one: boolean) => invoiceQueries.list(one ? db : alias), // bad: clients-stay-inside
  factory: () => invoiceQueries.list(createSupabaseAuth), // bad: clients-stay-inside
  made: () => createSupabaseAuth(), // bad: clients-stay-inside
  stored() {
    state.auth = createSupabaseAuth(); // bad: clients-stay-inside
  },
  cachedOnce: () => (cached ??= createSupabaseAuth()), // bad: clients-stay-inside, immutable-data, simplest-solution
  passed() {
    const auth = createSupabaseAuth();
    return invoiceQueries.list(auth); // bad: clients-stay-inside
  },
  signIn: (email: string) => db.auth.signInWithOtp({ email }), // bad: clients-stay-inside
  ofAliasToo: (email: string) => alias.auth.signInWithOtp({ email }), // bad: clients-stay-inside
};
