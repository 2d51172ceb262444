import { createClient } from '@supabase/supabase-js';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Tokens } from '../../src/schemas/session.schema.ts';
import { apiOf, type TestReply } from './test-user.ts';

type Sent = { readonly headers: Readonly<Record<string, string>>; readonly body?: unknown };

const bodySchema = z.object({ access_token: z.string(), refresh_token: z.string() });

/** Adds the sign-in route that the tests of sessions use: it starts a session with the tokens that it is sent. */
export const addSignIn = (app: FastifyInstance): void =>
  void app.post('/test/sign-in', async ({ body }, reply) => {
    await app.startSession(reply, bodySchema.parse(body));
    return reply.code(204).send();
  });

/** A new user's tokens, from the stack's own Supabase; `again` signs the same user in once more. */
export async function signUp() {
  const auth = () =>
    createClient(process.env['SUPABASE_URL'] ?? '', process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '', {
      auth: { persistSession: false, autoRefreshToken: false },
    }).auth;
  const login = { email: `user-${crypto.randomUUID()}@example.com`, password: `pw-${crypto.randomUUID()}` };
  const { data, error } = await auth().signUp(login);
  if (error !== null || data.session === null) throw new Error(`The user could not sign up: ${error?.message}`);
  const again = async (): Promise<Tokens> => {
    const next = await auth().signInWithPassword(login);
    if (next.error !== null) throw new Error(`The user could not sign in: ${next.error.message}`);
    return next.data.session;
  };
  const tokens: Tokens = data.session;
  return { id: data.session.user.id, email: login.email, tokens, again };
}

/** A browser that keeps the one cookie that it is given, and names the page that it is on. */
export function newBrowser(app: FastifyInstance, origin: string | null = 'http://localhost') {
  const jar: { cookie: string | null } = { cookie: null };
  const send = async (method: string, url: string, { headers, body }: Sent = { headers: {} }): Promise<TestReply> => {
    const reply = await apiOf(app, null)(method as 'GET', url, body, {
      host: 'localhost',
      ...(origin === null ? {} : { origin }),
      ...(jar.cookie === null ? {} : { cookie: jar.cookie }),
      ...headers,
    });
    const [set] = [reply.headers['set-cookie'] ?? []].flat();
    if (set !== undefined)
      jar.cookie = /Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(set) ? null : (set.split(';')[0] ?? null);
    return reply;
  };
  return {
    jar,
    send,
    signIn: (tokens: Tokens) =>
      send('POST', '/test/sign-in', {
        headers: {},
        body: { access_token: tokens.access_token, refresh_token: tokens.refresh_token },
      }),
  };
}
