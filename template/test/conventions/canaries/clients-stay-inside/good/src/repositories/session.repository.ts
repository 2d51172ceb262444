import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import { supabase } from '../clients/supabase.ts';

const app = supabase.schema('app');

type Client = typeof supabase;

export const sessionRepository = {
  async signIn(email: string, password: string) {
    return await createSupabaseAuth().auth.signInWithPassword({ email, password });
  },
  async signUp(email: string, password: string) {
    const client = createSupabaseAuth();
    const { data } = await client.auth.signUp({ email, password });
    return data;
  },
  async list() {
    return await app.from('invoices').select('*');
  },
  async file(name: string) {
    const files = supabase.storage.from('files');
    return await files.download(name);
  },
  isThere: (): boolean => supabase !== null,
};

export type From = Client['from'];
