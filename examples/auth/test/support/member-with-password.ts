import { createClient } from '@supabase/supabase-js';
import type { FastifyInstance } from 'fastify';
import { apiOf, restOf } from './test-user.ts';

/** A new user whose password the test knows, with a way to refresh their tokens. */
export async function memberWithPassword(app: FastifyInstance) {
  const auth = createClient(process.env['SUPABASE_URL'] ?? '', process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '', {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const [email, password] = [`user-${crypto.randomUUID()}@example.com`, `pw-${crypto.randomUUID()}`];
  const { data } = await auth.auth.signUp({ email, password });
  if (data.session === null) throw new Error('The test user could not sign up.');
  const { access_token: token, refresh_token, user } = data.session;
  const api = apiOf(app, token);
  const create = async (url: string, body: unknown): Promise<string> => (await api('POST', url, body)).body.data.id;
  const signsIn = async (): Promise<boolean> =>
    (await auth.auth.signInWithPassword({ email, password })).error === null;
  const refreshes = async (): Promise<boolean> => (await auth.auth.refreshSession({ refresh_token })).error === null;
  return { id: user.id, email, password, token, api, rest: restOf(token), create, signsIn, refreshes };
}
