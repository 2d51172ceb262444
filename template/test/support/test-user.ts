import { createClient } from '@supabase/supabase-js';
import type { FastifyInstance, InjectOptions } from 'fastify';

export type TestReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // What came back is what the test is about; the test says what it expects of it.
  readonly body: ReturnType<typeof JSON.parse>;
};

type Send = (
  method: NonNullable<InjectOptions['method']> & string,
  url: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<TestReply>;

export type TestUser = {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  /** Calls the API as this user. */
  readonly api: Send;
  /** Calls PostgREST as this user, past the API: `/invoices?select=*`. */
  readonly rest: Send;
  /** POSTs to the API, expects 201, and returns the new row's id. */
  readonly create: (url: string, body: unknown) => Promise<string>;
};

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the tests' stack did not start.`);
  return value;
};

const parse = (text: string): unknown => (text === '' ? null : JSON.parse(text));

/** Sends to the app without a socket, with the token where there is one. A Buffer goes out as it is, the rest as JSON. */
export const apiOf =
  (app: FastifyInstance, token: string | null): Send =>
  async (method, url, body, headers = {}) => {
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': body instanceof Buffer ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body instanceof Buffer ? body : JSON.stringify(body) }),
    });
    const isJson = String(reply.headers['content-type']).includes('json');
    return {
      status: reply.statusCode,
      headers: reply.headers as Record<string, string>,
      body: isJson ? parse(reply.body) : reply.body,
    };
  };

/** Sends straight to PostgREST with the publishable key, as a user or as nobody. */
export const restOf =
  (token: string | null): Send =>
  async (method, url, body, headers = {}) => {
    const reply = await fetch(`${required('SUPABASE_URL')}/rest/v1${url}`, {
      method,
      headers: {
        apikey: required('SUPABASE_PUBLISHABLE_KEY'),
        'content-type': 'application/json',
        'accept-profile': 'app',
        'content-profile': 'app',
        prefer: 'return=representation',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: parse(await reply.text()) };
  };

/** Signs a new user up on the stack's Supabase. */
export async function createTestUser(app: FastifyInstance): Promise<TestUser> {
  const email = `user-${crypto.randomUUID()}@example.com`;
  const auth = createClient(required('SUPABASE_URL'), required('SUPABASE_PUBLISHABLE_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await auth.auth.signUp({ email, password: `pw-${crypto.randomUUID()}` });
  const { session } = data;
  if (error !== null || session === null) throw new Error(`The test user could not sign up: ${error?.message}`);
  const token = session.access_token;
  const api = apiOf(app, token);
  return {
    id: session.user.id,
    email,
    token,
    api,
    rest: restOf(token),
    create: async (url, body) => {
      const reply = await api('POST', url, body);
      if (reply.status !== 201) throw new Error(`POST ${url} -> ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body.data.id;
    },
  };
}
