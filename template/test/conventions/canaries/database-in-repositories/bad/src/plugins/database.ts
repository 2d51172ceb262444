import type { SupabaseClient } from '@supabase/supabase-js'; // bad: database-in-repositories

declare module 'fastify' {
  interface FastifyInstance {
    db: SupabaseClient;
  }
}

export const list = (app: { db: SupabaseClient }) => app.db.from('invoices').select(); // bad: database-in-repositories
