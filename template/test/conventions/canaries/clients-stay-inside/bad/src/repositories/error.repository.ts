import { supabaseAdmin } from '../clients/supabase-admin.ts';

export const errorRepository = {
  signIn: (email: string) => supabaseAdmin.auth.signInWithOtp({ email }), // bad: clients-stay-inside
  user() {
    const { auth } = supabaseAdmin; // bad: clients-stay-inside
    return auth;
  },
  admin: (run: (api: unknown) => void) => run(supabaseAdmin.auth.admin), // bad: clients-stay-inside
};
